import { describe, expect, it } from "vitest";
import { type Fact, QueueEngine, type Snapshot } from "../../../src/queue/index.ts";
import { bodies, frozenEngine, minute, second } from "./frozen-engine.ts";

type Setup = ReturnType<typeof frozenEngine>;

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** An engine that starts again from what another has told, as after a crash. */
function replayed({ clock, facts }: Setup, from?: Snapshot): QueueEngine {
  const engine = new QueueEngine({ clock, ids: () => "later" });
  if (from) engine.restore(asJson(from));
  for (const fact of asJson<Fact[]>(facts)) engine.replay(fact);
  return engine;
}

/** What can be seen of an engine from outside: for each queue what one receive after another gives. */
function drained(engine: QueueEngine): unknown {
  return engine.queues.map((queue) => {
    const received = [];
    for (let batch = queue.receive({ max: 3 }); batch.length > 0; batch = queue.receive({ max: 3 })) {
      received.push(...batch.map(({ receiptHandle, ...message }) => message));
    }
    return { name: queue.name, counts: queue.counts, attributes: queue.attributes, tags: queue.tags, received };
  });
}

describe("a snapshot", () => {
  it("is plain JSON, and makes the same engine again: in flight, delayed, deduplicated, tagged", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { visibilityTimeout: minute }, { team: "a" });
    const fifo = engine.create("orders.fifo", { contentBasedDeduplication: true });
    for (const body of ["flying", "visible"])
      queue.send({ body, attributes: { a: { dataType: "Binary", binaryValue: "eA==" } } });
    queue.send({ body: "delayed", delay: minute });
    const [flying] = queue.receive();
    for (const body of ["a1", "a2"]) fifo.send({ body, groupId: "a" });
    const [a1] = fifo.receive();

    const copy = new QueueEngine({ clock, ids: () => "new" });
    copy.restore(asJson(engine.snapshot()));
    expect(copy.snapshot()).toEqual(engine.snapshot());
    expect(copy.queue("jobs").counts).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
    expect(copy.queue("jobs").tags).toEqual({ team: "a" });

    // A handle from before still deletes, the group is still locked, the id still known.
    copy.queue("jobs").delete(flying?.receiptHandle ?? "");
    expect(copy.queue("orders.fifo").receive()).toEqual([]);
    copy.queue("orders.fifo").send({ body: "a1", groupId: "a" });
    copy.queue("orders.fifo").delete(a1?.receiptHandle ?? "");
    expect(bodies(copy.queue("orders.fifo").receive({ max: 10 }))).toEqual(["a2"]);
    await clock.advance(minute);
    expect(bodies(copy.queue("jobs").receive({ max: 10 })).sort()).toEqual(["delayed", "visible"]);
  });

  it("takes the place of what was there, and ends the long polls on it", async () => {
    const { engine, clock } = frozenEngine();
    const empty = engine.snapshot();
    const polled = engine.create("jobs").poll({ wait: 20 * second });
    await clock.advance(0);
    engine.restore(empty);
    expect(await polled).toEqual([]);
    expect(engine.queues).toEqual([]);
  });
});

describe("a replay", () => {
  it("puts a message that was in flight at the crash back when its visibility timeout ends", async () => {
    const setup = frozenEngine();
    const queue = setup.engine.create("jobs", { visibilityTimeout: minute });
    queue.send({ body: "a" });
    queue.receive();
    await setup.clock.advance(30 * second);
    const after = replayed(setup).queue("jobs");
    expect(after.receive()).toEqual([]);
    await setup.clock.advance(30 * second);
    expect(after.receive()).toMatchObject([{ body: "a", receiveCount: 2 }]);
  });

  it("gives no number twice, so that no handle from before means another message", () => {
    const setup = frozenEngine();
    const queue = setup.engine.create("jobs");
    queue.send({ body: "a" });
    const [a] = queue.receive();
    queue.delete(a?.receiptHandle ?? "");
    const after = replayed(setup).queue("jobs");
    after.send({ body: "b" });
    after.delete(a?.receiptHandle ?? "");
    expect(bodies(after.receive())).toEqual(["b"]);
  });

  it("does again queues that are made, changed and deleted", () => {
    const setup = frozenEngine();
    setup.engine.create("gone").send({ body: "x" });
    setup.engine.delete("gone");
    setup.engine.create("jobs").setAttributes({ delay: second });
    setup.engine.queue("jobs").setTags({ team: "a" });
    const after = replayed(setup);
    expect(drained(after)).toEqual(drained(setup.engine));
    expect(after.queue("jobs").state.key).toBe(setup.engine.queue("jobs").state.key);
  });
});
