import { every } from "lovage";
import { describe, expect, it } from "vitest";
import { dashboardWorld, start } from "./dashboard-world.ts";

describe("the overview", () => {
  it("counts what ended, by minute and by task, and says how long it took", async () => {
    const { ask, add, fail, flaky, world } = await dashboardWorld();
    await add.delayMany([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    await fail.delay("ada");
    await flaky.delay();
    await world.advance("5m");

    const { answer } = await ask("GET", "/api/overview?minutes=10");

    expect(answer.total).toMatchObject({ SUCCESS: 4, FAILURE: 1, RETRY: 2, REVOKED: 0, IGNORED: 0, p50: 0, p99: 0 });
    expect(answer.points).toHaveLength(10);
    expect(answer.points.find(({ at }: { at: string }) => at === "2026-03-04T05:06:00.000Z")).toMatchObject({
      SUCCESS: 4,
      FAILURE: 1,
    });
    expect(answer.tasks.map(({ name }: { name: string }) => name).sort()).toEqual(["add", "flaky", "mail.send"]);
    const { answer: one } = await ask("GET", "/api/overview?minutes=10&task=mail.send");
    expect(one.total).toMatchObject({ SUCCESS: 0, FAILURE: 1 });
  });

  it("covers a day in points of a quarter of an hour", async () => {
    const { ask } = await dashboardWorld();
    const { answer } = await ask("GET", "/api/overview?minutes=1440");
    expect(answer.step).toBe(15 * 60_000);
    expect(answer.points).toHaveLength(96);
  });
});

describe("the history", () => {
  it("lists attempts, the newest first, and finds its way from page to page", async () => {
    const { ask, add, world } = await dashboardWorld();
    const sent: string[] = [];
    for (let index = 0; index < 25; index++) {
      sent.push((await add.delay(index, 1)).id);
      if (index % 3 === 0) await world.advance("40s");
    }
    await world.runAll();
    const found: string[] = [];
    let cursor = "";
    for (let pages = 0; pages < 10; pages++) {
      const { answer } = await ask("GET", `/api/history?limit=4${cursor}`);
      found.push(...answer.lines.map(({ id }: { id: string }) => id));
      if (answer.next === null || found.length === 25) break;
      cursor = `&cursor=${answer.next}`;
    }
    expect(found).toHaveLength(25);
    expect(new Set(found)).toEqual(new Set(sent));
  });

  it("ends with what has ended, for a time to come and for a place that is none", async () => {
    const { ask, add, world } = await dashboardWorld();
    await add.delay(1, 1);
    await world.runAll();
    const { answer } = await ask("GET", "/api/history?to=2999-01-01T00:00:00Z");
    expect(answer.lines).toHaveLength(1);
    expect(Date.parse(answer.searchedTo)).toBeLessThan(start.getTime());
    expect((await ask("GET", "/api/history?cursor=999999999999999-0")).answer.lines).toHaveLength(1);
    expect((await ask("GET", "/api/history?cursor=9999999999999999-0")).status).toBe(400);
  });

  it("filters by task, state, queue and a part of an id", async () => {
    const { ask, add, fail, world } = await dashboardWorld();
    const { id } = await add.delay(4, 4);
    await fail.delay("ada");
    await world.runAll();
    const names = async (query: string) =>
      (await ask("GET", `/api/history?${query}`)).answer.lines.map(({ task }: { task: string }) => task);
    expect(await names("state=FAILURE")).toEqual(["mail.send"]);
    expect(await names("task=add")).toEqual(["add"]);
    expect(await names("queue=mail")).toEqual(["mail.send"]);
    expect(await names(`search=${id.slice(4, 20).toUpperCase()}`)).toEqual(["add"]);
    expect(await names("search=MAIL.")).toEqual(["mail.send"]);
    expect(await names("state=SUCCESS&queue=mail")).toEqual([]);
  });

  it("says how far it has looked, and goes on from there to the end of the journal", async () => {
    const { ask, add, world } = await dashboardWorld();
    await add.delay(1, 1);
    await world.advance("9h");
    const { answer: first } = await ask("GET", "/api/history");
    expect(first.lines).toEqual([]);
    expect(Date.parse(first.searchedTo)).toBeGreaterThan(start.getTime());
    const { answer: second } = await ask("GET", `/api/history?cursor=${first.next}`);
    expect(second.lines).toHaveLength(1);
  });

  it("refuses a state that there is not, and a cursor of another make", async () => {
    const { ask } = await dashboardWorld();
    expect(await ask("GET", "/api/history?state=DONE")).toMatchObject({
      status: 400,
      answer: { error: { code: "INVALID_REQUEST" } },
    });
    expect(await ask("GET", "/api/history?cursor=x")).toMatchObject({
      status: 400,
      answer: { error: { code: "INVALID_OPTION" } },
    });
  });
});

describe("a task", () => {
  it("has its record, its result and each attempt that ended", async () => {
    const { ask, flaky, world } = await dashboardWorld();
    const { id } = await flaky.delay();
    await world.advance("5m");
    const { answer } = await ask("GET", `/api/records/${id}`);
    expect(answer.record).toMatchObject({ id, task: "flaky", state: "SUCCESS", result: "at last", attempt: 3 });
    expect(answer.attempts.map(({ attempt, state }: { attempt: number; state: string }) => [attempt, state])).toEqual([
      [1, "RETRY"],
      [2, "RETRY"],
      [3, "SUCCESS"],
    ]);
  });

  it("that failed has its error with the stack", async () => {
    const { ask, fail, world } = await dashboardWorld();
    const { id } = await fail.delay("ada");
    await world.runAll();
    const { answer } = await ask("GET", `/api/records/${id}`);
    expect(answer.record.error).toMatchObject({ name: "TypeError", message: "no such address: ada" });
    expect(answer.record.error.stack).toContain("dashboard-world.ts");
  });

  it("that nobody knows is not found", async () => {
    const { ask } = await dashboardWorld();
    expect(await ask("GET", "/api/records/none")).toMatchObject({
      status: 404,
      answer: { error: { code: "RECORD_NOT_FOUND" } },
    });
  });

  it("is sent by its name, with its arguments held against the schema", async () => {
    const { ask, app, world } = await dashboardWorld();
    const { answer } = await ask("POST", "/api/send/add", { args: [4, 4] });
    await world.runAll();
    expect(await app.result(answer.id).result()).toBe(8);
    expect(await ask("POST", "/api/send/add", { args: [4, "4"] })).toMatchObject({
      status: 400,
      answer: { error: { code: "INVALID_ARGUMENTS" } },
    });
    expect(world.sent()).toHaveLength(1);
  });
});

describe("revoking", () => {
  it("keeps a waiting task from running, and says of one that is over that it was", async () => {
    const { ask, add, world } = await dashboardWorld();
    const { id } = await add.delay(1, 1);
    expect((await ask("POST", `/api/records/${id}/revoke`, {})).answer).toEqual({
      ...{ id, outcome: "revoked", state: "REVOKED" },
    });
    await world.runAll();
    expect((await ask("GET", `/api/records/${id}`)).answer.record.state).toBe("REVOKED");
    const ended = await add.delay(1, 1);
    await world.runAll();
    expect((await ask("POST", `/api/records/${ended.id}/revoke`, {})).answer).toMatchObject({
      ...{ outcome: "finished", state: "SUCCESS" },
    });
  });
});

describe("queues", () => {
  it("are listed with what waits, what is in flight and what is dead", async () => {
    const { ask, add, fail, world } = await dashboardWorld();
    await fail.delay("ada");
    await world.runAll();
    await add.delay(1, 1);
    await add.applyAsync([1, 1], { countdown: "5m" });
    const { answer } = await ask("GET", "/api/queues");
    expect(answer.queues).toEqual([
      { name: "default", fifo: false, visible: 1, inFlight: 0, delayed: 1, deadLetters: none, consumers: 0 },
      { name: "mail", fifo: false, ...none, deadLetters: { ...none, visible: 1 }, consumers: 1 },
    ]);
  });

  it("are purged, if they are the app's", async () => {
    const { ask, add } = await dashboardWorld();
    await add.delay(1, 1);
    expect((await ask("POST", "/api/queues/default/purge", {})).status).toBe(200);
    expect((await ask("GET", "/api/queues")).answer.queues[0]).toMatchObject({ name: "default", visible: 0 });
    expect((await ask("POST", "/api/queues/other/purge", {})).status).toBe(404);
  });
});

const none = { visible: 0, inFlight: 0, delayed: 0 };

describe("dead letters", () => {
  it("are listed with why they died, sent back, and discarded", async () => {
    const { ask, fail, world } = await dashboardWorld();
    const [ada, bob] = await fail.delayMany([["ada"], ["bob"]]);
    await world.runAll();
    const { answer } = await ask("GET", "/api/dead-letters?queue=mail");
    expect(answer.more).toBe(false);
    expect(answer.letters).toHaveLength(2);
    expect(answer.letters.find(({ id }: { id: string }) => id === ada?.id)).toMatchObject({
      ...{ task: "mail.send", queue: "mail", reason: "FAILED", attempt: 1, redrivable: true },
      message: expect.stringContaining("no such address: ada"),
    });

    const retried = await ask("POST", `/api/records/${ada?.id}/retry`, {});
    expect(retried.status).toBe(200);
    await world.runAll();
    expect((await ask("GET", `/api/records/${ada?.id}`)).answer.record).toMatchObject({ state: "FAILURE", attempt: 2 });

    const gone = await ask("POST", "/api/dead-letters/discard", { ids: [bob?.id, "nobody"] });
    expect(gone.answer).toEqual({ count: 1, failed: [], missing: ["nobody"] });
    expect((await ask("POST", `/api/records/${bob?.id}/retry`, {})).answer.error.code).toBe("LETTER_NOT_FOUND");
    expect((await ask("POST", "/api/dead-letters/redrive", { reason: "FAILED" })).answer.count).toBe(1);
    expect((await ask("GET", "/api/dead-letters")).answer.letters).toEqual([]);
  });

  it("are not discarded without a word of which", async () => {
    const { ask, fail, world } = await dashboardWorld();
    await fail.delay("ada");
    await world.runAll();
    expect((await ask("POST", "/api/dead-letters/discard", {})).status).toBe(400);
    expect((await ask("GET", "/api/dead-letters")).answer.letters).toHaveLength(1);
  });
});

describe("schedules", () => {
  it("are made, listed, switched, run and taken away", async () => {
    const { ask, app, world } = await dashboardWorld();
    const put = await ask("PUT", "/api/schedules/nightly", {
      task: "add",
      args: [1, 2],
      schedule: { kind: "crontab", minute: "30", hour: "4", dayOfWeek: "1", timezone: "Europe/Oslo" },
    });
    expect(put.answer.schedule).toMatchObject({ name: "nightly", source: "runtime", enabled: true });
    expect((await ask("GET", "/api/schedules")).answer.schedules).toHaveLength(1);
    await ask("POST", "/api/schedules/nightly/disable", {});
    expect((await ask("GET", "/api/schedules/nightly")).answer.schedule).toMatchObject({ enabled: false, next: [] });
    await ask("POST", "/api/schedules/nightly/enable", {});
    const { answer } = await ask("POST", "/api/schedules/nightly/run", {});
    await world.runAll();
    expect(await app.result(answer.id).result()).toBe(3);
    expect((await ask("DELETE", "/api/schedules/nightly")).status).toBe(200);
    expect((await ask("DELETE", "/api/schedules/nightly")).status).toBe(404);
  });

  it("have their last runs, each with its state", async () => {
    const { ask, app, add, world } = await dashboardWorld();
    app.schedule("minutely", every("1m"), add, { args: [1, 1] });
    await world.advance("2m");
    const { answer } = await ask("GET", "/api/schedules/minutely?runs=3");
    expect(answer.last.map(({ state }: { state: string }) => state)).toEqual(["SUCCESS", "SUCCESS", null]);
  });

  it("that can never run are refused with the reason", async () => {
    const { ask } = await dashboardWorld();
    const schedule = { kind: "crontab", dayOfMonth: "31", monthOfYear: "2" };
    const { status, answer } = await ask("PUT", "/api/schedules/never", { task: "add", args: [1, 1], schedule });
    expect([status, answer.error.code]).toEqual([400, "INVALID_CRONTAB"]);
  });
});

describe("workers", () => {
  it("are those that ended a batch lately", async () => {
    const { ask, add, world } = await dashboardWorld();
    await add.delay(1, 1);
    await world.runAll();
    const { answer } = await ask("GET", "/api/workers/latest");
    expect(answer).toMatchObject({ total: 1, workers: [{ name: "test", kind: "poller", SUCCESS: 1 }] });
  });

  it("are counted together, Lambda's environments by themselves, and those that are new", async () => {
    const { ask, world } = await dashboardWorld();
    const now = world.clock.now();
    const environment = (n: number) => `2026/03/04/[$LATEST]${String(n).padStart(32, "a")}`;
    const ended = (minutesAgo: number, worker: string) =>
      world.adapters.store.write([], {
        ...{ at: now - minutesAgo * 60_000, worker },
        lines: [{ id: "i", task: "add", queue: "default", state: "SUCCESS", attempt: 1, startedAt: now, runtime: 1 }],
      });
    for (const [minutesAgo, n] of [
      [90, 1],
      [30, 1],
      [30, 2],
      [30, 3],
      [5, 3],
    ] as const) {
      await ended(minutesAgo, environment(n));
    }
    await ended(5, "host-1/4711");

    const { answer } = await ask("GET", "/api/workers/latest?minutes=60");

    expect(answer.fleet).toMatchObject({ seen: { lambda: 3, poller: 1 }, begun: { lambda: 2, poller: 1 } });
    const busy = answer.fleet.minutes.filter(({ lambda }: { lambda: number }) => lambda > 0);
    expect(busy.map(({ lambda, poller }: { lambda: number; poller: number }) => [lambda, poller])).toEqual([
      [3, 0],
      [1, 1],
    ]);
  });
});

describe("the app", () => {
  it("says its queues and its tasks, with the schema of their arguments where there is one", async () => {
    const { ask } = await dashboardWorld();
    const { answer } = await ask("GET", "/api/app");
    expect(answer).toMatchObject({ name: "shop", readOnly: false, defaultQueue: "default" });
    expect(answer.tasks.find(({ name }: { name: string }) => name === "mail.send")).toEqual({
      ...{ name: "mail.send", queue: "mail", description: "Sends a mail", track: "full", schema: null },
    });
    expect(answer.tasks.find(({ name }: { name: string }) => name === "add").schema).toMatchObject({ type: "array" });
  });
});
