import { describe, expect, it } from "vitest";
import type { App } from "../../../src/app/index.ts";
import { type MemoryOptions, memoryAdapters } from "../../../src/memory/index.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";
import { run } from "./run-in-process.ts";

/** A world in memory with a task that waits, one that runs and one that is over, and command lines that run in it. */
async function aWorld(options: Omit<MemoryOptions, "clock"> = {}) {
  const clock = new FrozenClock();
  const { store } = memoryAdapters({ clock, settings: { name: "shop" } });
  const adapters = { ...memoryAdapters({ clock, settings: { name: "shop" }, ...options }), store };
  const lovage = (...argv: string[]) =>
    run(argv, { env: { LOVAGE_APP: "shop" }, clock, connect: (app: App) => app.connect(adapters, { clock }) });
  const now = clock.now();
  const expiresAt = now / 1_000 + 9e6;
  for (const id of ["running", "over"]) {
    await store.claim({ id, task: "t", queue: "q", owner: id, now, leaseUntil: now + 60_000, expiresAt });
  }
  const ending = { state: "SUCCESS", result: "8" } as const;
  await store.settle({ id: "over", owner: "over", now, failures: 0, cuts: 0, expiresAt, ending });
  return { lovage, store, clock };
}

describe("lovage revoke", () => {
  it("revokes what waits, lets finish what runs, and ends with 0", async () => {
    const { lovage, store } = await aWorld();
    const { code, stdout, stderr } = await lovage("revoke", "waiting", "running", "waiting");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      "waiting  revoked: it does not run\n" +
        "running  finishing: it runs, and may finish, but is not retried (--terminate ends it)\n",
    );
    expect(await store.read("waiting")).toMatchObject({ state: "REVOKED", reason: "revoked" });
    const { stdout: shown } = await lovage("result", "running");
    expect(shown).toMatch(/^revoked +revoked \(may finish, is not retried\)$/m);
  });

  it("ends what runs with --terminate, for the reason that is given", async () => {
    const { lovage, store } = await aWorld();
    const { code, stdout } = await lovage("revoke", "running", "--terminate", "--reason", "wrong month");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "running  terminating: it runs, and ends within some seconds\n",
    });
    expect(await store.read("running")).toMatchObject({ terminate: true, revokeReason: "wrong month" });
  });

  it("says of what was over how it ended, and ends with 1", async () => {
    const { lovage } = await aWorld();
    const { code, stdout } = await lovage("revoke", "over", "waiting", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      tasks: [
        { id: "over", outcome: "finished", state: "SUCCESS" },
        { id: "waiting", outcome: "revoked", state: "REVOKED" },
      ],
    });
  });

  it("needs an id, and a reason that fits a record", async () => {
    const { lovage } = await aWorld();
    expect(await lovage("revoke")).toMatchObject({ code: 2 });
    const { code, stderr } = await lovage("revoke", "waiting", "--reason", "x".repeat(501), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ code: "INVALID_OPTION" });
  });
});

describe("lovage result", () => {
  it("says that a task is lost once its worker's lease is over, and ends with 3", async () => {
    const { lovage, clock } = await aWorld();
    await clock.advance(60_001);
    const { code, stdout } = await lovage("result", "running");
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^state +LOST: its worker died or was cut; it runs again when its message comes back \(about /m,
    );
  });
});
