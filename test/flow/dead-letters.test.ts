import { describe, expect, it } from "vitest";
import { createApp, Reject } from "../../src/index.ts";
import type { Broker } from "../../src/ports/index.ts";
import { undeliveredName } from "../../src/settings/index.ts";
import { type TestWorldOptions, testWorld } from "../../src/testing.ts";

/** An app whose tasks fail for as long as it is ill. */
function aClinic(options?: TestWorldOptions) {
  const app = createApp({ name: "clinic", beatDeadLetters: "arn:aws:sqs:eu-north-1:1:clinic--undelivered" });
  const state = { ill: true };
  const ran: string[] = [];
  const run = (name: string) => {
    ran.push(name);
    if (state.ill) throw new Error(`${name} is ill`);
    return `${name} is well`;
  };
  const heal = app.task("heal", { retry: { max: 1, jitter: "none" } }, (name: string) => run(name));
  const mail = app.task("mail.send", { queue: "mail" }, (name: string) => run(name));
  const ship = app.task("ship", { queue: "orders.fifo" }, (name: string) => run(name));
  const refuse = app.task("refuse", () => {
    throw new Reject("no");
  });
  const world = testWorld(app, options);
  return { app, world, state, ran, heal, mail, ship, refuse };
}

/** A broker of which some methods are others. */
function instead(broker: Broker, others: Partial<Broker>): Broker {
  return new Proxy(broker, {
    get(target, name) {
      if (Object.hasOwn(others, name)) return Reflect.get(others, name);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

describe("the list of dead letters", () => {
  it("tells of each what died, where, of what, and after which attempt", async () => {
    const { app, world, heal, mail } = aClinic();
    const [ada, bob] = [await heal.delay("ada"), await mail.delay("bob")];
    await world.advance("1h");
    const letters = (await app.deadLetters.list()).toSorted((a, b) => a.queue.localeCompare(b.queue));
    expect(letters).toMatchObject([
      { queue: "default", task: "heal", id: ada.id, reason: "FAILED", error: "Error: ada is ill", attempt: 2 },
      { queue: "mail", task: "mail.send", id: bob.id, reason: "FAILED", error: "Error: bob is ill", attempt: 1 },
    ]);
    expect(
      letters.every(({ diedAt = 0, sentAt }) => diedAt >= Date.UTC(2026, 0, 1) && sentAt <= world.clock.now()),
    ).toBe(true);
  });

  it("gives every letter back at once, also those beyond one receive", async () => {
    const { app, world, heal } = aClinic();
    await heal.delayMany(Array.from({ length: 35 }, (_, n) => [`${n}`] as [string]));
    await world.advance("1h");
    const before = await world.adapters.broker.depth("default", "deadLetters");
    expect(new Set((await app.deadLetters.list()).map(({ id }) => id)).size).toBe(35);
    expect(await world.adapters.broker.depth("default", "deadLetters")).toEqual(before);
    expect((await app.deadLetters.list({}, { limit: 12 })).length).toBe(12);
    expect(await world.adapters.broker.depth("default", "deadLetters")).toEqual(before);
  });

  it("can be filtered by queue, task, reason, time and id", async () => {
    const { app, world, heal, mail, refuse } = aClinic();
    const { id } = await heal.delay("ada");
    await world.advance("2h");
    await mail.delay("bob");
    await refuse.delay();
    await world.advance("1h");
    const tasks = async (filter: Parameters<typeof app.deadLetters.list>[0]) =>
      (await app.deadLetters.list(filter)).map(({ task }) => task).sort();
    expect(await tasks({})).toEqual(["heal", "mail.send", "refuse"]);
    expect(await tasks({ queue: "mail" })).toEqual(["mail.send"]);
    expect(await tasks({ task: "mail.*" })).toEqual(["mail.send"]);
    expect(await tasks({ reason: "REJECTED" })).toEqual(["refuse"]);
    expect(await tasks({ since: "90m" })).toEqual(["mail.send", "refuse"]);
    expect(await tasks({ since: new Date(Date.UTC(2025, 0, 1)) })).toEqual(["heal", "mail.send", "refuse"]);
    expect(await tasks({ ids: [id, "unknown"] })).toEqual(["heal"]);
    expect(await tasks({ queue: "mail", task: "heal" })).toEqual([]);
    expect(await app.deadLetters.get(id)).toMatchObject({ id, task: "heal" });
    expect(await app.deadLetters.get("unknown")).toBeUndefined();
    await expect(app.deadLetters.list({ tsk: "heal" } as never)).rejects.toMatchObject({ code: "UNKNOWN_OPTION" });
  });

  it("shows what no worker understood, and what SQS itself gave up", async () => {
    const { app, world } = aClinic();
    await world.adapters.broker.send({ queue: "default", body: "no message" });
    await app.sendTask("unheard-of");
    await world.runAll();
    const queue = world.adapters.engine.queue("clinic-default-dead-letters");
    queue.send({ body: '{"headers":{"id":"7","task":"heal"},"body":"[[],{},{}]","content-type":"application/json"}' });
    const letters = await app.deadLetters.list({ queue: "default" });
    const told = letters.map(({ reason, task, id }) => [reason, task, id]);
    expect(told).toContainEqual(["UNDECODABLE", undefined, undefined]);
    expect(told).toContainEqual(["UNKNOWN_TASK", "unheard-of", expect.any(String)]);
    expect(told).toContainEqual(["RECEIVED_TOO_OFTEN", "heal", "7"]);
    expect(letters.find(({ id }) => id === "7")?.error).toMatch(
      /^no worker acknowledged it, and SQS gave it up after 1 receive/,
    );
  });
});

describe("a redrive", () => {
  it("runs the task again under its id, with a fresh budget and its history kept", async () => {
    const { app, world, state, ran, heal } = aClinic();
    const result = await heal.delay("ada");
    await world.advance("1h");
    expect(ran).toEqual(["ada", "ada"]);
    const { taken } = await app.deadLetters.redrive(result.id);
    expect(taken.map(({ id }) => id)).toEqual([result.id]);
    await world.advance("1h");
    expect([ran.length, await result.state()]).toEqual([4, "FAILURE"]);
    state.ill = false;
    await app.deadLetters.redrive([result.id]);
    await world.advance("1h");
    expect([await result.get(), ran.length]).toEqual(["ada is well", 5]);
    expect(await result.record()).toMatchObject({ attempt: 5, startedAt: Date.UTC(2026, 0, 1) });
    expect(await app.deadLetters.list()).toEqual([]);
  });

  it("runs a task once, though its letter was sent back twice", async () => {
    const { app, world, state, ran, heal } = aClinic();
    const result = await heal.delay("ada");
    await world.advance("1h");
    const letter = await app.deadLetters.get(result.id);
    state.ill = false;
    ran.length = 0;
    // Who died between sending and deleting: the message is out, and the letter still there.
    if (letter?.redrive) await world.adapters.broker.send(letter.redrive);
    await world.runAll();
    await app.deadLetters.redrive("all");
    await world.advance("1h");
    expect([ran, await result.get()]).toEqual([["ada"], "ada is well"]);
  });

  it("sends back to each letter's own queue, with its group on a FIFO queue, and at once after its death", async () => {
    const { app, world, state, ran, mail, ship } = aClinic();
    await mail.delay("bob");
    for (const name of ["eve", "flo"]) await ship.applyAsync([name], { messageGroupId: "g" });
    await world.runAll();
    state.ill = false;
    ran.length = 0;
    const { taken, failed } = await app.deadLetters.redrive("all");
    expect([taken.map(({ queue }) => queue).sort(), failed]).toEqual([["mail", "orders.fifo", "orders.fifo"], []]);
    await world.runAll();
    expect(ran.toSorted()).toEqual(["bob", "eve", "flo"]);
  });

  it("sends back all of a FIFO group, in its order, of which a list shows only the first", async () => {
    const { app, world, state, ran, ship } = aClinic();
    const names = Array.from({ length: 25 }, (_, n) => `${n}`);
    for (const name of names) await ship.applyAsync([name], { messageGroupId: "g" });
    await world.runAll();
    const listed = await app.deadLetters.list({ queue: "orders.fifo" });
    expect(listed.map(({ redrive }) => redrive?.groupId)).toEqual(Array.from({ length: 10 }, () => "g"));
    state.ill = false;
    ran.length = 0;
    expect((await app.deadLetters.redrive({ queue: "orders.fifo" })).taken).toHaveLength(25);
    await world.runAll();
    expect(ran).toEqual(names);
  });

  it("takes what is meant and leaves the rest, or only tells", async () => {
    const { app, world, heal, mail } = aClinic();
    await heal.delay("ada");
    await mail.delay("bob");
    await world.advance("1h");
    const dry = await app.deadLetters.redrive({ task: "heal" }, { dryRun: true });
    expect([dry.taken.length, (await app.deadLetters.list()).length]).toEqual([1, 2]);
    await app.deadLetters.redrive({ task: "heal" });
    expect((await app.deadLetters.list()).map(({ task }) => task)).toEqual(["mail.send"]);
  });

  it("keeps to its rate", async () => {
    const { app, world, heal } = aClinic();
    await heal.delayMany(Array.from({ length: 6 }, (_, n) => [`${n}`] as [string]));
    await world.advance("1h");
    const sent = () => world.sent("heal").length - 6;
    const redriving = app.deadLetters.redrive("all", { rate: 2 });
    await world.clock.advance(999);
    expect(sent()).toBe(2);
    await world.clock.advance(1_600);
    expect((await redriving).taken).toHaveLength(6);
    expect(sent()).toBe(6);
  });

  it("does not chase what dies again while it goes on", async () => {
    const { app, world, mail, ran } = aClinic();
    await mail.delayMany([["bob"], ["eve"]]);
    await world.runAll();
    const { broker, store } = world.adapters;
    const send = async (message: Parameters<typeof broker.send>[0]) => {
      await broker.send(message);
      await world.clock.advance(1);
      await world.runAll();
      if (ran.length > 10) throw new Error("it is chased");
    };
    app.connect({ broker: instead(broker, { send }), store }, { clock: world.clock, logger: app.runtime.logger });
    expect((await app.deadLetters.redrive({ queue: "mail" })).taken).toHaveLength(2);
    expect(ran).toHaveLength(4);
    expect(await app.deadLetters.list()).toHaveLength(2);
  });

  it("tells which ids were not found, and what could not be sent, which stays", async () => {
    const { app, world, heal } = aClinic();
    const { id } = await heal.delay("ada");
    await world.advance("1h");
    const { broker, store } = world.adapters;
    const send = async () => {
      throw new Error("SQS is ill");
    };
    app.connect({ broker: instead(broker, { send }), store }, { clock: world.clock });
    const { taken, failed, missing } = await app.deadLetters.redrive([id, "unknown"]);
    expect([taken, failed.map(({ letter, problem }) => [letter.id, problem]), missing]).toEqual([
      [],
      [[id, "SQS is ill"]],
      ["unknown"],
    ]);
    expect(await app.deadLetters.list()).toHaveLength(1);
  });

  it("refuses a filter that says nothing: everything is said by its name", async () => {
    const { app } = aClinic();
    await expect(app.deadLetters.redrive({})).rejects.toMatchObject({ code: "INVALID_OPTION" });
    await expect(app.deadLetters.redrive("all", { rate: 0 })).rejects.toMatchObject({ code: "INVALID_OPTION" });
    await expect(app.deadLetters.discard({})).rejects.toMatchObject({ code: "INVALID_OPTION" });
  });
});

describe("what EventBridge could not deliver", () => {
  it("is listed with its reason, and the message in it can be sent after all", async () => {
    const { app, world, state, ran, mail } = aClinic();
    const sent = await mail.delay("bob");
    const [message] = await world.adapters.broker.receive({ queue: "mail", max: 1, waitSeconds: 0 });
    if (!message) throw new Error("a message was sent");
    await world.adapters.broker.acknowledge("mail", [message.receipt]);
    const attributes = (of: Record<string, string>) =>
      Object.fromEntries(Object.entries(of).map(([name, stringValue]) => [name, { dataType: "String", stringValue }]));
    const queue = world.adapters.engine.create(undeliveredName("clinic"));
    queue.send({
      body: JSON.stringify({
        QueueUrl: "https://sqs.eu-north-1.amazonaws.com/1/clinic-mail",
        MessageBody: message.body,
      }),
      attributes: attributes({ ERROR_CODE: "AWS.SimpleQueueService.NonExistentQueue", ERROR_MESSAGE: "no such queue" }),
    });
    queue.send({
      body: JSON.stringify({ source: "aws.events", time: "2026-01-01T00:00:00Z" }),
      attributes: attributes({ ERROR_CODE: "NO_PERMISSIONS", RULE_ARN: "arn:aws:events:::rule/lovage-clinic.daily" }),
    });
    const letters = await app.deadLetters.list({ reason: "UNDELIVERED" });
    expect(letters.map(({ queue, task, id, error }) => [queue, task, id, error])).toEqual([
      ["mail", "mail.send", sent.id, "AWS.SimpleQueueService.NonExistentQueue: no such queue"],
      ["", undefined, undefined, "NO_PERMISSIONS"],
    ]);
    state.ill = false;
    const { taken, failed } = await app.deadLetters.redrive({ reason: "UNDELIVERED" });
    expect([taken.length, failed.map(({ problem }) => problem)]).toEqual([
      1,
      [expect.stringContaining("Run its schedule instead")],
    ]);
    const discarded = await app.deadLetters.discard({ reason: "UNDELIVERED" });
    expect(discarded.taken).toHaveLength(1);
    await world.runOnce();
    expect(ran).toEqual(["bob"]);
  });
});

describe("a discard", () => {
  it("deletes the letter and leaves what is recorded", async () => {
    const { app, world, heal } = aClinic();
    const result = await heal.delay("ada");
    await world.advance("1h");
    expect((await app.deadLetters.discard(result.id, { dryRun: true })).taken).toHaveLength(1);
    expect(world.deadLetters()).toHaveLength(1);
    expect((await app.deadLetters.discard(result.id)).taken).toHaveLength(1);
    expect([await app.deadLetters.list(), await result.state()]).toEqual([[], "FAILURE"]);
    expect(world.deadLetters()).toEqual([]);
    expect(await app.deadLetters.discard(result.id)).toEqual({ taken: [], failed: [], missing: [result.id] });
  });
});
