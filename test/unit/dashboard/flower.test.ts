import { describe, expect, it } from "vitest";
import { momentOf } from "../../../src/dashboard/flower/flower-moment.ts";
import { dashboardWorld, start } from "./dashboard-world.ts";

const token = "0123456789abcdef";

/** A world in which two sums were made, a mail failed, and a flaky task was retried twice. */
async function aBusyWorld(options: Parameters<typeof dashboardWorld>[0] = {}) {
  const it = await dashboardWorld(options);
  const sum = await it.add.delay(4, 4);
  const mail = await it.fail.delay("ada");
  const flaky = await it.flaky.delay();
  await it.world.advance("5m");
  const later = await it.add.delay(1, 1);
  await it.world.runAll();
  return { ...it, ids: { sum: sum.id, mail: mail.id, flaky: flaky.id, later: later.id } };
}

describe("Flower's /api/tasks", () => {
  it("maps ids to tasks, each once, the one that ended last first, in Flower's fields and seconds", async () => {
    const { ask, ids } = await aBusyWorld();
    const { answer } = await ask("GET", "/api/tasks");
    expect(Object.keys(answer)[0]).toBe(ids.later);
    expect(new Set(Object.keys(answer))).toEqual(new Set(Object.values(ids)));
    const began = start.getTime() / 1_000;
    expect(answer[ids.sum]).toMatchObject({
      ...{ uuid: ids.sum, name: "add", state: "SUCCESS", result: "8", args: "[4,4]", received: began, started: began },
      ...{ succeeded: began, failed: null, timestamp: began, runtime: 0, retries: 0, worker: "test" },
    });
    expect(answer[ids.mail]).toMatchObject({
      ...{ state: "FAILURE", exception: "TypeError: no such address: ada", failed: began, routing_key: "mail" },
      traceback: expect.stringContaining("dashboard-world.ts"),
    });
    expect(answer[ids.flaky]).toMatchObject({ state: "SUCCESS", retries: 2, result: '"at last"' });
  });

  it.each([
    ["taskname=add", ["later", "sum"]],
    ["taskname=All&state=All&workername=All", ["flaky", "later", "mail", "sum"]],
    ["state=FAILURE", ["mail"]],
    // The attempts that were retried are no states of the task any more.
    ["state=RETRY", []],
    ["state=STARTED", []],
    ["workername=nobody", []],
    ["limit=1", ["later"]],
    ["limit=1&offset=1", ["flaky"]],
    ["sort_by=name&limit=3", ["flaky", "later", "sum"]],
    ["sort_by=-name&limit=1", ["mail"]],
    ["sort_by=received&offset=3", ["later"]],
    ["search=mail", ["mail"]],
    ["search=state:success%20AND%20name:flaky", ["flaky"]],
    ["search=queue:mail", ["mail"]],
    ["received_start=2026-03-04%2005:10", ["later"]],
    ["received_end=2026-03-04%2005:06", []],
    ["received_start=2026-03-04%2005:00&received_end=2026-03-04%2005:07", ["flaky", "mail", "sum"]],
  ])("with %s lists those", async (query, wanted) => {
    const { ask, ids } = await aBusyWorld();
    const { answer } = await ask("GET", `/api/tasks?${query}`);
    const names = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
    const found = Object.keys(answer).map((id) => names[id]);
    // The three that ended first began at one moment, whose order is the queues'.
    expect(found.toSorted()).toEqual(wanted.toSorted());
  });

  it("reads no more of the journal than the times that are asked for need", async () => {
    const { ask, world } = await aBusyWorld();
    await world.advance("3h");
    const asked: { from: number; to: number }[] = [];
    const { store } = world.adapters;
    const read = store.journal.bind(store);
    store.journal = (range) => {
      asked.push(range);
      return read(range);
    };
    const { answer } = await ask("GET", "/api/tasks?received_start=2026-03-04%2005:00&received_end=2026-03-04%2005:07");
    expect(Object.keys(answer)).toHaveLength(3);
    expect(Math.max(...asked.map(({ to }) => to))).toBeLessThanOrEqual(Date.UTC(2026, 2, 4, 5, 24));
  });

  it("says nothing of an outcome that its journal does not know yet", async () => {
    const { ask, ids, world } = await aBusyWorld();
    const record = await world.adapters.store.read(ids.sum);
    if (record?.state !== "SUCCESS") throw new Error("it has not succeeded");
    await world.adapters.store.write([{ ...record, attempt: 2, result: "9" }]);
    const { answer } = await ask("GET", "/api/tasks?taskname=add");
    expect([answer[ids.sum].state, answer[ids.sum].result]).toEqual(["SUCCESS", null]);
  });

  it.each(["limit=0", "sort_by=worker", "received_start=yesterday", "search=args:4", "search=a%20OR%20b"])(
    "refuses %s",
    async (query) => {
      const { ask } = await dashboardWorld();
      expect(await ask("GET", `/api/tasks?${query}`)).toMatchObject({
        status: 400,
        answer: { error: { code: "INVALID_REQUEST" } },
      });
    },
  );
});

it("reads Flower's moments as UTC, as Celery means them", () => {
  expect(momentOf("2026-04-13 15:55")).toBe(Date.UTC(2026, 3, 13, 15, 55));
  expect(momentOf("2026-04-13 15:55:01.500000")).toBe(Date.UTC(2026, 3, 13, 15, 55, 1, 500));
  expect(momentOf("2026-04-13T15:55:00+02:00")).toBe(Date.UTC(2026, 3, 13, 13, 55));
});

describe("one task", () => {
  it("has Flower's fields, with the worker of its latest attempt, and 404 where nothing is known", async () => {
    const { ask, ids } = await aBusyWorld();
    const { answer } = await ask("GET", `/api/task/info/${ids.flaky}`);
    expect(answer).toMatchObject({ "task-id": ids.flaky, state: "SUCCESS", retries: 2, worker: "test", runtime: 0 });
    expect((await ask("GET", "/api/task/info/nobody")).status).toBe(404);
  });

  it("has its result, its error, or neither yet", async () => {
    const { ask, ids, add } = await aBusyWorld();
    expect((await ask("GET", `/api/task/result/${ids.sum}`)).answer).toEqual({
      ...{ "task-id": ids.sum, state: "SUCCESS", result: 8 },
    });
    expect((await ask("GET", `/api/task/result/${ids.mail}`)).answer).toMatchObject({
      ...{ state: "FAILURE", result: "TypeError: no such address: ada", traceback: expect.stringContaining("at ") },
    });
    const { id } = await add.delay(2, 2);
    expect((await ask("GET", `/api/task/result/${id}`)).answer).toEqual({ "task-id": id, state: "PENDING" });
  });

  it("is waited for as many seconds as the query says, and no longer", async () => {
    const { ask, add, world } = await dashboardWorld();
    const { id } = await add.delay(2, 2);
    const asked = ask("GET", `/api/task/result/${id}?timeout=30`);
    await world.clock.advance(29_000);
    await world.runAll();
    await world.clock.advance(2_000);
    expect((await asked).answer).toMatchObject({ state: "SUCCESS", result: 4 });
    const { id: never } = await add.delay(3, 3);
    const late = ask("GET", `/api/task/result/${never}?timeout=1`);
    await world.clock.advance(1_000);
    expect((await late).answer).toEqual({ "task-id": never, state: "PENDING" });
  });

  it("is revoked, and ended, with Flower's words and what became of it", async () => {
    const { ask, add, ids } = await aBusyWorld();
    const { id } = await add.delay(1, 1);
    expect((await ask("POST", `/api/task/revoke/${id}`)).answer).toEqual({
      ...{ message: `Revoked '${id}'`, outcome: "revoked", state: "REVOKED" },
    });
    const { id: other } = await add.delay(1, 1);
    expect((await ask("POST", `/api/task/abort/${other}`)).answer.message).toBe(`Aborted '${other}'`);
    expect((await ask("POST", `/api/task/revoke/${ids.sum}?terminate=True`)).answer).toEqual({
      ...{ message: `'${ids.sum}' was over before: SUCCESS`, outcome: "finished", state: "SUCCESS" },
    });
  });
});

describe("sending as Flower does", () => {
  it("takes Celery's options, whose numbers are seconds", async () => {
    const { ask, world } = await dashboardWorld();
    const body = { args: [1, 2], kwargs: {}, countdown: 90, expires: "3600", queue: "slow" };
    const { answer } = await ask("POST", "/api/task/async-apply/add", body);
    expect(answer).toEqual({ "task-id": expect.any(String), state: "PENDING" });
    const [sent] = world.sent();
    expect(sent).toMatchObject({ task: "add", id: answer["task-id"], args: [1, 2], kwargs: {} });
    expect(sent?.eta).toEqual(start.getTime() + 90_000);
    expect(sent?.expires).toEqual(start.getTime() + 3_600_000);
  });

  it("takes Flower's dates", async () => {
    const { ask, world } = await dashboardWorld();
    await ask("POST", "/api/task/send-task/add", { args: [1, 2], eta: "2026-03-04 05:16:07.000000" });
    expect(world.sent()[0]?.eta).toEqual(start.getTime() + 600_000);
  });

  it("refuses a task that the app does not know, unless it is send-task", async () => {
    const { ask, world } = await dashboardWorld();
    for (const path of ["apply", "async-apply"]) {
      expect(await ask("POST", `/api/task/${path}/ad`, { args: [] })).toMatchObject({
        status: 404,
        answer: { error: { code: "UNKNOWN_TASK", message: expect.stringContaining('Did you mean "add"?') } },
      });
    }
    expect((await ask("POST", "/api/task/send-task/python.only", { args: [] })).status).toBe(200);
    expect(world.sent().map(({ task }) => task)).toEqual(["python.only"]);
  });

  it("refuses an option that has no meaning on SQS", async () => {
    const { ask, world } = await dashboardWorld();
    const { status, answer } = await ask("POST", "/api/task/async-apply/add", { args: [1, 2], priority: 3 });
    expect([status, answer.error.message]).toEqual([400, expect.stringContaining("priority")]);
    expect(world.sent()).toEqual([]);
  });

  it("waits for the end with apply", async () => {
    const { ask, world } = await dashboardWorld();
    const asked = ask("POST", "/api/task/apply/add", { args: [4, 4] });
    while (world.sent().length === 0) await Promise.resolve();
    await world.runAll();
    await world.clock.advance(2_000);
    expect((await asked).answer).toMatchObject({ state: "SUCCESS", result: 8 });
  });
});

describe("a program with the token", () => {
  const post = (dashboard: { fetch(request: Request): Promise<Response> }, path: string, body: string, type?: string) =>
    dashboard.fetch(
      new Request(`http://localhost:5555${path}`, {
        ...{ method: "POST", body },
        headers: { authorization: `Bearer ${token}`, "content-type": type ?? "application/x-www-form-urlencoded" },
      }),
    );

  it("may send JSON under whatever name, as curl -d does", async () => {
    const { dashboard, world } = await dashboardWorld({ token });
    const response = await post(dashboard, "/api/task/async-apply/add", '{"args":[1,2]}');
    expect(response.status).toBe(200);
    expect(world.sent()).toHaveLength(1);
  });

  it("may send Flower's form to revoke", async () => {
    const { dashboard, add, world } = await dashboardWorld({ token });
    const { id } = await add.delay(1, 1);
    const owner = { owner: "o", task: "add", queue: "default", now: world.clock.now() };
    const lease = { leaseUntil: world.clock.now() + 60_000, expiresAt: world.clock.now() / 1_000 + 3_600 };
    await world.adapters.store.claim({ id, ...owner, ...lease });
    const response = await post(dashboard, `/api/task/revoke/${id}`, "terminate=True&signal=SIGTERM");
    expect(await response.json()).toMatchObject({ message: `Revoked '${id}'`, outcome: "terminating" });
  });

  it("may not with another token, nor another page with a person's session", async () => {
    const password = "correct horse";
    const { dashboard, ask, world } = await dashboardWorld({ token, password });
    const wrong = await dashboard.fetch(
      new Request("http://localhost:5555/api/send/add", {
        ...{ method: "POST", body: "{}", headers: { authorization: "Bearer 0123456789abcdeX" } },
      }),
    );
    expect(wrong.status).toBe(403);
    const { headers } = await ask("POST", "/api/session", { password });
    const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const form = { cookie, "content-type": "application/x-www-form-urlencoded" };
    const withCookie = await dashboard.fetch(
      new Request("http://localhost:5555/api/send/add", { method: "POST", body: "{}", headers: form }),
    );
    expect(withCookie.status).toBe(403);
    expect(world.sent()).toEqual([]);
  });

  it("is still refused where its request says that it comes from another site", async () => {
    const { ask } = await dashboardWorld({ token });
    const { status } = await ask("POST", "/api/send/add", { args: [1, 1] }, { "sec-fetch-site": "cross-site" });
    expect(status).toBe(403);
  });
});

describe("the rest of Flower", () => {
  it("lists the names of tasks: the app's, and those that ran", async () => {
    const { ask } = await aBusyWorld();
    expect((await ask("GET", "/api/task/types")).answer).toEqual({ "task-types": ["add", "flaky", "mail.send"] });
  });

  it("says how many messages wait", async () => {
    const { ask, add } = await dashboardWorld();
    await add.delay(1, 1);
    const { answer } = await ask("GET", "/api/queues/length");
    expect(answer).toEqual({
      active_queues: [
        { name: "default", messages: 1 },
        { name: "mail", messages: 0 },
      ],
    });
  });

  it("lists the workers of the last hour, and who of them is alive", async () => {
    const { ask, world } = await aBusyWorld();
    const { answer } = await ask("GET", "/api/workers?refresh=1");
    expect(answer.test).toMatchObject({
      active_queues: [{ name: "default" }, { name: "mail" }],
      registered: ["add", "mail.send", "flaky"],
      stats: { total: { add: 2, "mail.send": 1, flaky: 3 } },
    });
    expect((await ask("GET", "/api/workers?status=True")).answer).toEqual({ test: true });
    await world.clock.advance(20 * 60_000);
    expect((await ask("GET", "/api/workers?status=True&workername=test")).answer).toEqual({ test: false });
    expect((await ask("GET", "/api/workers?workername=nobody")).status).toBe(404);
  });

  it.each([
    "/api/worker/shutdown/test",
    "/api/worker/pool/grow/test?n=2",
    "/api/worker/queue/add-consumer/test?queue=mail",
    "/api/task/rate-limit/add",
    "/api/task/timeout/add",
  ])("has no %s, and says what to do instead", async (path) => {
    const { ask } = await dashboardWorld();
    expect(await ask("POST", path, {})).toMatchObject({ status: 501, answer: { error: { code: "NO_SUCH_CONTROL" } } });
  });

  it("is closed to who is not signed in", async () => {
    const { ask } = await dashboardWorld({ password: "correct horse" });
    for (const path of ["/api/tasks", "/api/workers", "/metrics", "/api/task/events/task-sent/"]) {
      expect((await ask("GET", path)).status).toBe(401);
    }
    expect((await ask("POST", "/api/worker/shutdown/test", {})).status).toBe(401);
    expect((await ask("GET", "/healthcheck")).answer).toBe("OK");
  });
});
