import { describe, expect, it } from "vitest";
import type { App } from "../../../src/app/index.ts";
import { exitCodes } from "../../../src/cli/exit-code.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import { LovageError } from "../../../src/errors/index.ts";
import type { FinalRecord } from "../../../src/lifecycle/index.ts";
import { type MemoryOptions, memoryAdapters } from "../../../src/memory/index.ts";
import { decodeMessage, encodeValue } from "../../../src/message/index.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";
import { TestShell } from "./run-in-process.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A world in memory whose clock stands still, and command lines that run in it. */
function aWorld(options: Omit<MemoryOptions, "clock"> = {}) {
  const clock = new FrozenClock();
  const adapters = memoryAdapters({ clock, settings: { name: "shop" }, ...options });
  const shell = (argv: readonly string[], more: { tty?: boolean; env?: Record<string, string> } = {}) =>
    new TestShell(argv, {
      env: { LOVAGE_APP: "shop" },
      connect: (app: App) => app.connect(adapters, { clock }),
      clock,
      ...more,
    });
  const run = async (...argv: string[]) => {
    const it = shell(argv);
    const code = await runCli(it);
    return { code, stdout: it.out, stderr: it.err };
  };
  /** The messages on a queue, as a worker would read them. */
  const sent = async (queue = "default") => {
    const deliveries = await adapters.broker.receive({ queue, max: 10, waitSeconds: 0 });
    return deliveries.map(({ body }) => decodeMessage(body));
  };
  const finish = (id: string, ending: Partial<FinalRecord>) => {
    const now = clock.now();
    const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: now, expiresAt: now / 1_000 + 60 };
    const record = { id, task: "add", queue: "default", ...counters, finishedAt: now + 12, ...ending } as FinalRecord;
    return adapters.store.conclude(record, now);
  };
  return { adapters, clock, finish, run, sent, shell };
}

const success = { state: "SUCCESS", result: encodeValue(8, "the result") } as const;
const failure = {
  state: "FAILURE",
  error: { name: "TypeError", message: "no price", stack: "TypeError: no price\n    at report (tasks.ts:9:3)" },
} as const;

describe("lovage send", () => {
  it("sends one message and prints its id", async () => {
    const { run, sent } = aWorld();
    const { code, stdout, stderr } = await run("send", "add", "4", "-4", "four");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trim()).toMatch(uuid);
    expect(await sent()).toMatchObject([{ id: stdout.trim(), task: "add", args: [4, -4, "four"], kwargs: {} }]);
  });

  it("takes all options of a call", async () => {
    const { clock, run, sent } = aWorld();
    const words = [
      "--queue",
      "mail",
      "--id",
      "order-1",
      "--kwargs",
      '{"to":"ada"}',
      "--expires",
      "2h",
      "--countdown",
      "0s",
    ];
    expect(await run("send", "mail.send", "x", ...words)).toMatchObject({ code: 0, stdout: "order-1\n" });
    const expires = clock.now() + 7_200_000;
    expect(await sent("mail")).toMatchObject([
      { id: "order-1", args: ["x"], kwargs: { to: "ada" }, eta: clock.now(), expires },
    ]);
  });

  it("lets SQS hold a message until its countdown is over", async () => {
    const { clock, run, sent } = aWorld();
    await run("send", "add", "4", "4", "--countdown", "5m");
    expect(await sent()).toEqual([]);
    await clock.advance(300_000);
    expect(await sent()).toHaveLength(1);
  });

  it("needs a group on a FIFO queue", async () => {
    const { run, sent } = aWorld();
    expect(await run("send", "ship", "1", "--queue", "orders.fifo")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("GROUP_REQUIRED"),
    });
    expect(await run("send", "ship", "1", "--queue", "orders.fifo", "--group", "ada")).toMatchObject({ code: 0 });
    expect(await sent("orders.fifo")).toHaveLength(1);
  });

  it("sends nothing when what was typed is wrong", async () => {
    const { run, sent } = aWorld();
    const wrong = [
      ["--countdown", "10"],
      ["--eta", "tomorrow"],
      ["--expires", "never"],
      ["--kwargs", "[]"],
      ["--id", "two words"],
      ["--wait", "4"],
      ["--eta", "2026-01-01T00:00Z", "--countdown", "1s"],
    ];
    for (const words of wrong) expect(await run("send", "add", "4", ...words)).toMatchObject({ code: 2, stdout: "" });
    expect(await sent()).toEqual([]);
  });

  it("asks which app when nobody says it", async () => {
    const { shell } = aWorld();
    const nobody = shell(["send", "add"], { env: {} });
    expect(await runCli(nobody)).toBe(2);
    expect(nobody.err).toBe(
      "error: Which app? Name it (--name shop, or LOVAGE_APP in the environment), its stack (--stack Shop), or its file (--app src/tasks.ts). [INVALID_USAGE]\n",
    );
  });

  it("prints one JSON document with --json", async () => {
    const { run } = aWorld();
    const { code, stdout } = await run("send", "add", "4", "4", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ id: expect.stringMatching(uuid), task: "add" });
  });

  it("waits for the result with --wait, and prints it", async () => {
    const { finish, run } = aWorld();
    await finish("done", success);
    expect(await run("send", "add", "4", "4", "--id", "done", "--wait")).toEqual({
      code: 0,
      stdout: "done\n8\n",
      stderr: "",
    });
  });

  it("ends with 1 when the task it waits for fails, and shows the worker's stack", async () => {
    const { finish, run } = aWorld();
    await finish("bad", failure);
    const { code, stdout } = await run("send", "report", "--id", "bad", "--wait");
    expect(code).toBe(1);
    expect(stdout).toContain("state     FAILURE\n");
    expect(stdout).toContain("at report (tasks.ts:9:3)");
  });

  it("ends with 3 when the time of --wait is over", async () => {
    const { clock, shell } = aWorld();
    const waiting = shell(["send", "add", "4", "4", "--id", "slow", "--wait", "10s", "--json"]);
    const ended = runCli(waiting);
    await clock.advance(10_000);
    expect(await ended).toBe(3);
    expect(JSON.parse(waiting.out)).toEqual({ id: "slow", task: "add", state: "PENDING" });
  });

  it("still prints the id when the wait fails", async () => {
    const before = ({ method }: { method: string }) => {
      if (method === "read")
        throw new LovageError("TABLE_NOT_FOUND", { table: "shop-tasks", variable: "LOVAGE_SHOP_TABLE" });
    };
    const { run } = aWorld({ faults: { before } });
    const { code, stdout, stderr } = await run("send", "add", "4", "4", "--id", "lost", "--wait", "--json");
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toEqual({ id: "lost", task: "add" });
    expect(JSON.parse(stderr)).toMatchObject({ code: "TABLE_NOT_FOUND" });
  });
});

describe("lovage result", () => {
  it("shows a task that succeeded, and ends with 0", async () => {
    const { finish, run } = aWorld();
    await finish("done", success);
    const { code, stdout } = await run("result", "done");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^state +SUCCESS\ntask +add \(queue default\)$/m);
    expect(stdout).toMatch(/^result +8$/m);
  });

  it("shows a task that failed, and ends with 1", async () => {
    const { finish, run } = aWorld();
    await finish("bad", failure);
    const { code, stdout } = await run("result", "bad", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ id: "bad", state: "FAILURE", error: failure.error, took: 12 });
  });

  it("ends with 3 when nobody has started the task", async () => {
    const { run } = aWorld();
    expect(await run("result", "nobody", "--json")).toEqual({
      code: 3,
      stdout: '{"id":"nobody","state":"PENDING"}\n',
      stderr: "",
    });
  });

  it("waits until the task has ended", async () => {
    const { clock, finish, shell } = aWorld();
    const waiting = shell(["result", "soon", "--wait"]);
    const ended = runCli(waiting);
    await clock.advance(5_000);
    expect(waiting.out).toBe("");
    await finish("soon", success);
    await clock.advance(5_000);
    expect(await ended).toBe(0);
    expect(waiting.out).toMatch(/^result +8$/m);
    expect(waiting.err).toBe("");
  });

  it("shows a person what is waited for, and takes the line away", async () => {
    const { clock, finish, shell } = aWorld();
    const waiting = shell(["result", "soon", "--wait"], { tty: true });
    const ended = runCli(waiting);
    await clock.advance(3_000);
    const erase = "\r\u001b[2K";
    expect(waiting.err).toContain(`${erase}waiting for soon: PENDING after 2 s (Ctrl-C stops waiting, not the task)`);
    await finish("soon", success);
    await clock.advance(5_000);
    expect(await ended).toBe(0);
    expect(waiting.err.endsWith(erase)).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ["SIGINT", exitCodes.interrupted],
    ["SIGTERM", exitCodes.terminated],
  ] as const)("stops waiting at %s with %i, and says how far the task is", async (signal, code) => {
    const { clock, shell } = aWorld();
    const waiting = shell(["result", "soon", "--wait"]);
    const ended = runCli(waiting);
    await clock.advance(100);
    waiting.signal(signal);
    expect(await ended).toBe(code);
    expect(waiting.out).toContain("PENDING");
    expect(waiting.listeners.size).toBe(0);
  });
});
