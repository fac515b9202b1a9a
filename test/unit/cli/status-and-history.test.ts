import { describe, expect, it } from "vitest";
import { plain } from "../../../src/cli/paint.ts";
import { renderAgo } from "../../../src/cli/render-ago.ts";
import { renderStatus } from "../../../src/cli/status/render-status.ts";
import { summarizeJournal } from "../../../src/cli/status/summarize-journal.ts";
import { every } from "../../../src/index.ts";
import { aShopWorld } from "./a-shop-world.ts";

/** A world in which three sums were made, and a mail failed twice. */
async function aBusyWorld() {
  const it = aShopWorld();
  for (const n of [1, 2, 3]) await it.app.sendTask("add", [n, n], { taskId: `sum-${n}` });
  await it.app.sendTask("mail.send", [], { taskId: "mail-1" });
  await it.world.advance("2m");
  return it;
}

describe("lovage status", () => {
  it("shows queues, schedules, and what workers did lately", async () => {
    const { app, run, world } = await aBusyWorld();
    await app.beat.put("off", every("1h", { enabled: false }), "add", { args: [1, 1] });
    await app.beat.put("on", every("1h"), "add", { args: [1, 1] });
    await world.clock.advance(12_000);
    const { code, stdout, stderr } = await run("status");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "shop

      QUEUE    VISIBLE  IN FLIGHT  DELAYED  DEAD LETTERS
      default  0        0          0        0
      mail     0        0          0        1

      schedules  2, 1 of them enabled
      tasks      4 ended in the last 10m, 0.4 per minute; 1 failed, 1 attempt retried
      workers    1 heard of in the last 10m

      WORKER  LAST SIGN OF LIFE  ATTEMPTS
      test    1m ago             5
      "
    `);
  });

  it("prints one JSON document, of the span that is asked for", async () => {
    const { json } = await aBusyWorld();
    const status = await json("status", "--since", "5m");
    expect(status).toMatchObject({
      app: "shop",
      queues: [{ name: "default" }, { name: "mail", deadLetters: 1 }],
      schedules: { count: 0, enabled: 0 },
      journal: { tasks: 4, perMinute: 0.8, failures: 1, retries: 1, workers: [{ name: "test", attempts: 5 }] },
    });
    expect(Date.parse(status.journal.to) - Date.parse(status.journal.from)).toBe(300_000);
    const lately = await json("status", "--since", "30s");
    expect(lately.journal).toMatchObject({ tasks: 0, workers: [] });
  });

  it("says that nothing was done, and leaves out schedules where nothing keeps them", () => {
    const journal = summarizeJournal([], 0, 600_000);
    const text = renderStatus({ app: "shop", queues: [], schedules: null, journal }, plain);
    expect(text).toContain("tasks      none ended in the last 10m\n");
    expect(text).toContain(
      "workers    none was heard of in the last 10m: a worker is heard of when it has run something\n",
    );
    expect(text).not.toContain("schedules");
  });

  it("shows the ten workers that were heard of last, and counts the others", () => {
    const line = {
      id: "1",
      task: "add",
      queue: "default",
      state: "SUCCESS",
      attempt: 1,
      startedAt: 0,
      runtime: 1,
    } as const;
    const entries = Array.from({ length: 12 }, (_, n) => ({ at: n * 1_000, worker: `w${n}`, lines: [line, line] }));
    const journal = summarizeJournal([...entries, { at: 3_500, worker: "w3", lines: [line] }], 0, 60_000);
    expect(journal.workers.slice(0, 2)).toEqual([
      { name: "w11", lastSeen: "1970-01-01T00:00:11.000Z", attempts: 2 },
      { name: "w10", lastSeen: "1970-01-01T00:00:10.000Z", attempts: 2 },
    ]);
    expect(journal.workers.find(({ name }) => name === "w3")).toMatchObject({
      attempts: 3,
      lastSeen: expect.stringMatching(/03\.500Z$/),
    });
    const text = renderStatus({ app: "shop", queues: [], schedules: null, journal }, plain);
    expect(text).toMatch(/^w11 +49s ago +2$/m);
    expect(text.endsWith("and 2 more\n")).toBe(true);
  });

  it("looks back no further than the journal is kept", async () => {
    const { run } = aShopWorld();
    expect(await run("status", "--since", "8d")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("the journal is kept for 7d"),
    });
  });
});

describe("lovage history", () => {
  it("lists what ended, the latest first", async () => {
    const { run } = await aBusyWorld();
    const { code, stdout } = await run("history");
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "FINISHED              STATE    TASK       ID      ATTEMPT  TOOK  QUEUE
      2026-01-02 03:05:00Z  FAILURE  mail.send  mail-1  2        0 ms  mail
      2026-01-02 03:04:00Z  RETRY    mail.send  mail-1  1        0 ms  mail
      2026-01-02 03:04:00Z  SUCCESS  add        sum-1   1        0 ms  default
      2026-01-02 03:04:00Z  SUCCESS  add        sum-2   1        0 ms  default
      2026-01-02 03:04:00Z  SUCCESS  add        sum-3   1        0 ms  default
      "
    `);
  });

  it.each([
    [
      ["--task", "add"],
      ["sum-1", "sum-2", "sum-3"],
    ],
    [
      ["--task", "mail.*"],
      ["mail-1", "mail-1"],
    ],
    [["--state", "failure"], ["mail-1"]],
    [
      ["--state", "FAILURE,retry"],
      ["mail-1", "mail-1"],
    ],
    [["--queue", "mail", "--state", "retry"], ["mail-1"]],
    [["--since", "90s"], ["mail-1"]],
    [["--task", "nobody"], []],
  ])("lists with %j only those", async (words, ids) => {
    const { json } = await aBusyWorld();
    const { tasks } = await json("history", ...words);
    expect(tasks.map(({ id }: { id: string }) => id).toSorted()).toEqual(ids);
  });

  it("stops at --limit, and tells of each all that the journal knows", async () => {
    const { json } = await aBusyWorld();
    expect((await json("history", "--limit", "1")).tasks).toEqual([
      {
        id: "mail-1",
        task: "mail.send",
        queue: "mail",
        state: "FAILURE",
        attempt: 2,
        startedAt: "2026-01-02T03:05:00.000Z",
        finishedAt: "2026-01-02T03:05:00.000Z",
        took: 0,
        worker: "test",
      },
    ]);
  });

  it("says that nothing ended, and which states there are", async () => {
    const { run } = aShopWorld();
    expect(await run("history", "--since", "2h")).toMatchObject({
      code: 0,
      stdout: "no such task ended in the last 2h\n",
    });
    expect(await run("history", "--state", "FAILED")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("it must be one or more of RETRY, SUCCESS, FAILURE, REVOKED, IGNORED"),
    });
  });
});

it.each([
  [0, "now"],
  [12_900, "12s ago"],
  [3_599_000, "59m ago"],
  [7_200_000, "2h ago"],
  [90_000_000, "1d ago"],
])("%i ms are said as %j", (ms, said) => expect(renderAgo(ms)).toBe(said));
