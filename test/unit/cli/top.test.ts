import { describe, expect, it } from "vitest";
import { plain } from "../../../src/cli/paint.ts";
import { runCli } from "../../../src/cli/run-cli.ts";
import type { Shell } from "../../../src/cli/shell.ts";
import { bars, renderTop } from "../../../src/cli/top/render-top.ts";
import { summarizeTop } from "../../../src/cli/top/summarize-top.ts";
import type { JournalLine } from "../../../src/lifecycle/index.ts";
import { aShopWorld } from "./a-shop-world.ts";

/** A world in which three sums were made, and a mail failed twice. */
async function aBusyWorld() {
  const it = aShopWorld();
  for (const n of [1, 2, 3]) await it.app.sendTask("add", [n, n], { taskId: `sum-${n}` });
  await it.app.sendTask("mail.send", [], { taskId: "mail-1" });
  await it.world.advance("2m");
  return it;
}

const line = (over: Partial<JournalLine>): JournalLine => {
  return { id: "1", task: "add", queue: "default", state: "SUCCESS", attempt: 1, startedAt: 0, runtime: 10, ...over };
};

describe("lovage top", () => {
  it("shows throughput, failures, times, queues and the newest failures; once where nobody looks on", async () => {
    const { run } = await aBusyWorld();
    const { code, stdout, stderr } = await run("top");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "shop  03:06:00Z, the last 10m

      tasks       4 ended, 0.4 per minute; 1 failed, 1 retried; p50 0 ms, p95 0 ms
      by minute   ·······█▃·

      QUEUE    VISIBLE  IN FLIGHT  DELAYED  DEAD LETTERS
      default  0        0          0        0
      mail     0        0          0        1

      TASK       ENDED  FAILED  RETRIED  P50   P95
      add        3      0       0        0 ms  0 ms
      mail.send  1      1       1        0 ms  0 ms

      FAILED  TASK       ID      ATTEMPT
      1m ago  mail.send  mail-1  2
      "
    `);
  });

  it("prints one JSON document", async () => {
    const { json } = await aBusyWorld();
    expect(await json("top", "--since", "5m")).toMatchObject({
      ...{ app: "shop", ended: 4, failed: 1, retried: 1, perMinute: 0.8, minutes: [0, 0, 3, 1, 0] },
      queues: [{ name: "default" }, { name: "mail", deadLetters: 1 }],
      tasks: [
        { task: "add", ended: 3, failed: 0 },
        { task: "mail.send", ended: 1, failed: 1, retried: 1 },
      ],
      failures: [{ task: "mail.send", id: "mail-1", attempt: 2 }],
    });
  });

  it("redraws itself until q, and lets go of the keyboard", async () => {
    const { shell, world, app } = await aBusyWorld();
    const looking = shell(["top", "--interval", "5s"], { tty: true });
    const keys = new Set<(key: string) => void>();
    const withKeys: Shell = Object.assign(looking, {
      onKey: (listener: (key: string) => void) => {
        keys.add(listener);
        return () => void keys.delete(listener);
      },
    });
    const first = nextWrite(looking);
    const ended = runCli(withKeys);
    await first;
    expect(looking.out).toContain("q quits");
    await app.sendTask("add", [1, 1]);
    const second = nextWrite(looking);
    await world.clock.advance(5_000);
    await second;
    const [, redrawn = ""] = looking.out.split("\u001b[J");
    expect(redrawn).toMatch(/default\S* {2}1 /);
    for (const key of [...keys]) key("x");
    expect(keys.size).toBe(1);
    for (const key of [...keys]) key("q");
    expect(await ended).toBe(0);
    expect([keys.size, looking.listeners.size, world.clock.waiting]).toEqual([0, 0, 0]);
  });
});

describe("a summary of the last minutes", () => {
  it("takes percentiles of all attempts that ran", () => {
    const lines = Array.from({ length: 100 }, (_, n) => line({ id: `${n}`, runtime: n + 1 }));
    const revoked = line({ state: "REVOKED", runtime: 100_000 });
    const { p50, p95, ended } = summarizeTop([{ at: 1, worker: "w", lines: [...lines, revoked] }], 0, 60_000);
    expect({ p50, p95, ended }).toEqual({ p50: 50, p95: 95, ended: 101 });
    expect(summarizeTop([], 0, 60_000)).toMatchObject({ p50: null, p95: null, ended: 0, tasks: [], minutes: [0] });
  });

  it("keeps the five newest failures", () => {
    const lines = Array.from({ length: 7 }, (_, n) => line({ id: `${n}`, state: "FAILURE", startedAt: n * 100 }));
    const { failures } = summarizeTop([{ at: 1_000, worker: "w", lines }], 0, 60_000);
    expect(failures.map(({ id }) => id)).toEqual(["6", "5", "4", "3", "2"]);
  });

  it("lists fifteen tasks, and counts the others", () => {
    const lines = Array.from({ length: 17 }, (_, n) => line({ task: `t${n}` }));
    const summary = summarizeTop([{ at: 1, worker: "w", lines }], 0, 60_000);
    const text = renderTop({ app: "shop", queues: [], ...summary }, plain, false);
    expect(text.endsWith("and 2 more\n")).toBe(true);
  });

  it("draws counts as bars", () => {
    expect(bars([0, 1, 4, 8])).toBe("·▁▄█");
    expect(bars([0, 0])).toBe("··");
  });
});

/** Settles when a command writes next. */
function nextWrite(shell: { stdout: { write: (text: string) => void } }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { write } = shell.stdout;
  shell.stdout.write = (text) => {
    write(text);
    shell.stdout.write = write;
    resolve();
  };
  return promise;
}
