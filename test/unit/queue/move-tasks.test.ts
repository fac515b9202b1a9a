import { describe, expect, it } from "vitest";
import { bodies, day, frozenEngine, refused, second } from "./frozen-engine.ts";

async function withDead(...names: string[]) {
  const { engine, clock, facts } = frozenEngine();
  const dead = engine.create("dead");
  const queue = engine.create("jobs", { redrive: { deadLetterQueue: "dead", maxReceiveCount: 1 } });
  for (const body of names) queue.send({ body });
  if (names.length > 0) {
    queue.receive({ max: 10, visibilityTimeout: 0 });
    queue.receive({ max: 10 });
  }
  await clock.advance(day);
  return { engine, clock, facts, dead, queue };
}

describe("a move task", () => {
  it("takes dead letters back to where they came from, as new messages", async () => {
    const { engine, clock, dead, queue, facts } = await withDead("a", "b");
    const old = dead.receive({ max: 2, visibilityTimeout: 0 });
    const task = engine.moves.start({ source: "dead" });
    expect(task).toMatchObject({ status: "RUNNING", moved: 0, options: { toMove: 2 } });
    await clock.advance(0);
    expect(task).toMatchObject({ status: "COMPLETED", moved: 2 });
    const back = queue.receive({ max: 10 });
    expect(bodies(back)).toEqual(["a", "b"]);
    expect(back[0]).toMatchObject({ receiveCount: 1, sentAt: clock.now(), deadLetterSource: undefined });
    expect(old.map(({ id }) => id)).not.toContain(back[0]?.id);
    expect(dead.counts.visible).toBe(0);
    expect(facts.filter(({ type }) => type === "moved")).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });

  it("keeps to its rate, and can be cancelled on the way", async () => {
    const { engine, clock, dead } = await withDead("a", "b", "c", "d");
    engine.create("elsewhere");
    const task = engine.moves.start({ source: "dead", destination: "elsewhere", rate: 2 });
    await clock.advance(0);
    expect(task.moved).toBe(1);
    await clock.advance(second);
    expect(task.moved).toBe(3);
    expect(engine.moves.cancel("dead", task.options.handle)).toBe(task);
    await clock.advance(10 * second);
    expect(task).toMatchObject({ status: "CANCELLED", moved: 3 });
    expect([dead.counts.visible, engine.queue("elsewhere").counts.visible]).toEqual([1, 3]);
    expect(refused(() => engine.moves.cancel("dead", task.options.handle)).fault).toBe("InvalidParameterValue");
  });

  it("leaves messages in flight alone, and what is sent after it started", async () => {
    const { engine, clock, dead } = await withDead("a", "b");
    dead.receive();
    const task = engine.moves.start({ source: "dead" });
    dead.send({ body: "new" });
    await clock.advance(0);
    expect(task).toMatchObject({ status: "COMPLETED", moved: 1 });
    expect(dead.counts).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
  });

  it("fails at a message that was sent to the dead-letter queue directly, and leaves it there", async () => {
    const { engine, clock, dead } = await withDead();
    dead.send({ body: "direct" });
    const task = engine.moves.start({ source: "dead" });
    await clock.advance(0);
    expect(task).toMatchObject({ status: "FAILED", failure: "CouldNotDetermineMessageSource", moved: 0 });
    expect(dead.receive()).toMatchObject([{ body: "direct", receiveCount: 1 }]);
  });

  it("fails when its destination is deleted on the way", async () => {
    const { engine, clock } = await withDead("a", "b");
    engine.create("elsewhere");
    const task = engine.moves.start({ source: "dead", destination: "elsewhere", rate: 1 });
    await clock.advance(0);
    engine.delete("elsewhere");
    await clock.advance(second);
    expect(task).toMatchObject({ status: "FAILED", failure: "QueueDoesNotExist", moved: 1 });
  });

  it("moves FIFO messages in order, each into its group", async () => {
    const { engine, clock } = frozenEngine();
    const dead = engine.create("dead.fifo", { contentBasedDeduplication: true });
    const queue = engine.create("jobs.fifo", {
      contentBasedDeduplication: true,
      redrive: { deadLetterQueue: "dead.fifo", maxReceiveCount: 1 },
    });
    for (const body of ["1", "2", "3"]) queue.send({ body, groupId: "g" });
    queue.receive({ max: 10, visibilityTimeout: 0 });
    queue.receive({ max: 10 });
    expect(dead.counts.visible).toBe(3);
    engine.moves.start({ source: "dead.fifo" });
    await clock.advance(0);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["1", "2", "3"]);
  });

  it("is one at a time, of queues that exist, and that are dead-letter queues", async () => {
    const { engine } = await withDead("a");
    engine.create("plain");
    engine.create("plain.fifo");
    expect(refused(() => engine.moves.start({ source: "none" })).fault).toBe("ResourceNotFoundException");
    expect(refused(() => engine.moves.start({ source: "plain" })).problem).toBe(
      "Source queue must be configured as a Dead Letter Queue.",
    );
    expect(refused(() => engine.moves.start({ source: "dead", destination: "none" })).problem).toContain(
      "DestinationArn",
    );
    expect(refused(() => engine.moves.start({ source: "dead", destination: "dead" })).fault).toBe(
      "InvalidParameterValue",
    );
    expect(refused(() => engine.moves.start({ source: "dead", destination: "plain.fifo" })).problem).toContain(
      "same type",
    );
    expect(refused(() => engine.moves.start({ source: "dead", rate: 501 })).problem).toContain("500");
    engine.moves.start({ source: "dead" });
    expect(refused(() => engine.moves.start({ source: "dead" })).problem).toContain("already a task running");
    expect(refused(() => engine.moves.cancel("dead", "unknown")).fault).toBe("ResourceNotFoundException");
  });

  it("is listed, the latest first, the last ten", async () => {
    const { engine, clock } = await withDead();
    const started = [];
    for (let n = 0; n < 11; n++) {
      started.unshift(engine.moves.start({ source: "dead" }));
      await clock.advance(second);
    }
    expect(engine.moves.list("dead")).toEqual(started.slice(0, 10));
    expect(engine.moves.list("jobs")).toEqual([]);
  });

  it("stops when the engine closes", async () => {
    const { engine, clock, dead } = await withDead("a");
    const task = engine.moves.start({ source: "dead" });
    engine.close();
    await clock.advance(second);
    expect(task.status).toBe("CANCELLED");
    expect([clock.waiting, dead.counts.visible]).toEqual([0, 1]);
  });
});
