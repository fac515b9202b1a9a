import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { keepQueues } from "../../../../src/dev/sqs/index.ts";
import { QueueEngine } from "../../../../src/queue/index.ts";
import { FrozenClock, uuidIds } from "../../../../src/runtime/index.ts";

function journal() {
  const directory = mkdtempSync(join(tmpdir(), "lovage-queues-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "data", "queues.jsonl");
  const clock = new FrozenClock();
  /** A process that starts. Nothing is done to end the one before: it has crashed. */
  const start = (options = {}) => {
    const engine = new QueueEngine({ clock, ids: uuidIds(clock) });
    return { engine, kept: keepQueues(engine, file, options) };
  };
  const lines = () => readFileSync(file, "utf8").trimEnd().split("\n");
  return { file, clock, start, lines };
}

describe("a journal of the queues", () => {
  it("brings back after a crash what was there, in flight until its timeout", async () => {
    const { start, clock } = journal();
    const { engine } = start();
    const queue = engine.create("jobs", { visibilityTimeout: 60_000 }, { team: "a" });
    for (const body of ["flying", "deleted", "visible"]) queue.send({ body });
    queue.send({ body: "delayed", delay: 60_000 });
    const [flying, deleted] = queue.receive({ max: 2 });
    queue.delete(deleted?.receiptHandle ?? "");
    await clock.advance(30_000);

    const after = start().engine.queue("jobs");
    expect(after.tags).toEqual({ team: "a" });
    expect(after.counts).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
    await clock.advance(30_000);
    expect(
      after
        .receive({ max: 10 })
        .map(({ body, receiveCount }) => [body, receiveCount])
        .sort(),
    ).toEqual([
      ["delayed", 1],
      ["flying", 2],
      ["visible", 1],
    ]);
    // A handle from before the crash still deletes.
    after.delete(flying?.receiptHandle ?? "");
    expect(after.counts.inFlight).toBe(2);
  });

  it("has each change in it before the call that made it returns", () => {
    const { start, lines } = journal();
    const { engine } = start();
    const queue = engine.create("jobs");
    expect(lines()).toHaveLength(2);
    queue.send({ body: "a" });
    expect(JSON.parse(lines().at(-1) ?? "")).toMatchObject({ type: "sent", message: { body: "a" } });
    queue.receive();
    expect(JSON.parse(lines().at(-1) ?? "")).toMatchObject({ type: "received" });
  });

  it("drops a last line that was torn, and goes on behind it", () => {
    const { start, file } = journal();
    const { engine } = start();
    engine.create("jobs").send({ body: "kept" });
    engine.queue("jobs").send({ body: "torn: gr\u00fcn" });
    truncateSync(file, readFileSync(file).indexOf("torn") + 8);
    const second = start().engine;
    expect(second.queue("jobs").counts.visible).toBe(1);
    second.queue("jobs").send({ body: "after" });
    const third = start().engine;
    expect(
      third
        .queue("jobs")
        .receive({ max: 10 })
        .map(({ body }) => body),
    ).toEqual(["kept", "after"]);
  });

  it("refuses a line in the middle that cannot be read, and leaves the file alone", () => {
    const { start, file } = journal();
    start().engine.create("jobs");
    appendFileSync(file, 'garbage\n{"type":"purged","queue":"jobs"}\n');
    const before = readFileSync(file, "utf8");
    expect(() => start()).toThrow("line 3, cannot be read");
    expect(readFileSync(file, "utf8")).toBe(before);
    writeFileSync(file, '{"type":"snapshot","snapshot":{"version":2}}\n');
    expect(() => start()).toThrow("snapshot of version 2");
  });

  it("is written anew when it has grown, without what is over", async () => {
    const { start, lines, file, clock } = journal();
    const { engine } = start({ compactAfter: 2000 });
    const queue = engine.create("jobs");
    queue.send({ body: "stays" });
    queue.receive();
    for (let n = 0; n < 20; n++) queue.send({ body: `${n}` });
    for (const { receiptHandle } of queue.receive({ max: 20 })) queue.delete(receiptHandle);
    expect(lines().length).toBeGreaterThan(40);
    await clock.advance(0);
    expect(lines()).toHaveLength(1);
    expect(existsSync(`${file}.new`)).toBe(false);
    queue.send({ body: "after" });
    expect(lines()).toHaveLength(2);
    expect(start().engine.queue("jobs").counts).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
  });

  it("takes up the queues of a crash that came while it was written anew", () => {
    const { start, file } = journal();
    start().engine.create("jobs");
    writeFileSync(`${file}.new`, '{"type":"snapsh');
    expect(start().engine.find("jobs")).toBeDefined();
  });

  it("is one snapshot when it is closed, and takes no more notice", () => {
    const { start, lines } = journal();
    const { engine, kept } = start();
    engine.create("jobs").send({ body: "a" });
    kept.close();
    kept.close();
    engine.queue("jobs").send({ body: "b" });
    expect(lines()).toHaveLength(1);
    expect(start().engine.queue("jobs").counts.visible).toBe(1);
  });
});
