import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock } from "../../src/runtime/index.ts";
import { deadLetterName } from "../../src/settings/index.ts";
import { type Death, mortalBatch, type Tasks, type WorldCall } from "../support/mortal-worker.ts";

const minute = 60_000;

const at = (name: string, after: boolean): Death => ({ call: (call: WorldCall) => call.name === name, after });
const diesBefore = (name: string) => at(name, false);
const diesAfter = (name: string) => at(name, true);

interface Story {
  readonly track: "full" | "final" | "none";
  /** Where the first worker dies; undefined in the handler, by the task itself. */
  readonly death: Death | undefined;
  /** What the task does, each time. @default it returns "done" */
  readonly handler?: (run: number) => unknown;
}

/** One task, and one that follows it: the first worker dies, and others carry on until the queue is empty. */
async function live({ track, death, handler = () => "done" }: Story) {
  const clock = new FrozenClock();
  const world = memoryAdapters({ clock, settings: { name: "shop" } });
  const sender = createApp({ name: "shop" });
  sender.connect(world, { clock });
  const runs = { work: 0, next: 0 };
  const retry = { max: 1, delay: "1s", jitter: "none" } as const;
  const tasks: Tasks = (app, die) => {
    app.task("work", { track, retry }, () => {
      runs.work++;
      return death === undefined && runs.work === 1 ? die() : handler(runs.work);
    });
    app.task("next", () => void runs.next++);
  };
  await world.broker.send({ queue: "default", body: messageWithSuccessor() });

  const queue = world.engine.queue("shop-default");
  const isEmpty = () => Object.values(queue.counts).every((count) => count === 0);
  let lives = 0;
  expect(await mortalBatch(world, clock, tasks, { ...(death && { death }) })).toBe("died");
  for (; !isEmpty() && lives < 20; lives++) {
    await clock.advance(3 * minute);
    expect(await mortalBatch(world, clock, tasks)).toBe("survived");
  }
  expect(isEmpty()).toBe(true);
  const letters = world.engine.queue(deadLetterName("shop", "default")).receive({ max: 10 });
  return { runs, letters: letters.length, record: await world.store.read("first") };
}

/** As a Celery producer sends a chain of two: the second one's id is fixed. */
function messageWithSuccessor(): string {
  const next = {
    task: "next",
    args: [],
    kwargs: {},
    options: { task_id: "second" },
    subtask_type: null,
    immutable: true,
  };
  return JSON.stringify({
    body: Buffer.from(JSON.stringify([[], {}, { chain: [next] }])).toString("base64"),
    "content-encoding": "utf-8",
    "content-type": "application/json",
    headers: { lang: "py", task: "work", id: "first", root_id: "first" },
    properties: { body_encoding: "base64", delivery_info: { exchange: "", routing_key: "default" } },
  });
}

/** The points of a task's life at which its worker can die, and how often its handler then runs. */
const fullPoints: readonly (readonly [string, Death | undefined, number])[] = [
  ["before the claim", diesBefore("store.claim"), 1],
  ["after the claim, before the handler", diesAfter("store.claim"), 1],
  ["in the handler", undefined, 2],
  ["after the handler, before the outcome is settled", diesBefore("store.settle"), 2],
  ["after the outcome is settled, before the next task is sent", diesAfter("store.settle"), 1],
  ["while the next task is sent, before it is", diesBefore("broker.send"), 1],
  ["after the next task is sent", diesAfter("broker.send"), 1],
  ["before the journal is written", diesBefore("store.write"), 1],
  ["before the message is acknowledged", diesBefore("broker.acknowledge"), 1],
];

describe('a worker that dies, with track "full",', () => {
  it.each(fullPoints)("%s: the task succeeds, and what follows it runs once", async (_, death, times) => {
    const { record, runs, letters } = await live({ track: "full", death });
    expect(record).toMatchObject({ state: "SUCCESS" });
    expect(runs).toEqual({ work: times, next: 1 });
    expect(letters).toBe(0);
  });

  it.each([
    ["before the retry is settled", diesBefore("store.settle"), 2],
    ["after the retry is settled, before its message is hidden", diesAfter("store.settle"), 2],
    ["before the message is hidden for the backoff", diesBefore("broker.hide"), 2],
    ["after the message is hidden for the backoff", diesAfter("broker.hide"), 2],
  ])("%s: the retry comes all the same", async (_, death, times) => {
    const handler = (run: number) => {
      if (run === 1) throw new Error("not yet");
      return "done";
    };
    const { record, runs } = await live({ track: "full", death, handler });
    expect(record).toMatchObject({ state: "SUCCESS", attempt: 2 });
    expect(runs).toEqual({ work: times, next: 1 });
  });

  it.each([
    ["before the failure is settled", (call: WorldCall) => isFailure(call), false, 3, 1],
    ["after the failure is settled, before its dead letter", (call: WorldCall) => isFailure(call), true, 2, 1],
    ["after the dead letter", (call: WorldCall) => call.name === "broker.deadLetter", true, 2, 2],
  ])("%s: the task is FAILURE, and its message is among the dead letters", async (_, call, isAfter, times, letters) => {
    const handler = () => {
      throw new Error("never works");
    };
    // The first worker sees the retry through, so it is the second one's last attempt that is cut off.
    const clock = new FrozenClock();
    const world = memoryAdapters({ clock, settings: { name: "shop" } });
    let runs = 0;
    const tasks: Tasks = (app) =>
      void app.task("work", { retry: { max: 1, delay: "1s", jitter: "none" } }, () => {
        runs++;
        handler();
      });
    const sender = createApp({ name: "shop" });
    sender.connect(world, { clock });
    const result = await sender.sendTask("work");
    expect(await mortalBatch(world, clock, tasks)).toBe("survived");
    await clock.advance(2_000);
    expect(await mortalBatch(world, clock, tasks, { death: { call, after: isAfter } })).toBe("died");
    await clock.advance(3 * minute);
    expect(await mortalBatch(world, clock, tasks)).toBe("survived");

    expect(await result.record()).toMatchObject({ state: "FAILURE", error: { message: "never works" } });
    expect(runs).toBe(times);
    const dead = world.engine.queue(deadLetterName("shop", "default")).receive({ max: 10 });
    // One at least: a second copy is opened by no redrive.
    expect(dead).toHaveLength(letters);
    expect(world.engine.queue("shop-default").counts).toMatchObject({ visible: 0, inFlight: 0 });
  });
});

describe('a worker that dies, with track "final",', () => {
  it.each([
    ["in the handler", undefined, 2],
    ["before the record is written", diesBefore("store.write"), 2],
    ["after the record is written, before the message is acknowledged", diesAfter("store.write"), 1],
    ["after the next task is sent", diesAfter("broker.send"), 2],
    ["before the message is acknowledged", diesBefore("broker.acknowledge"), 1],
  ] as const)("%s: the task succeeds, and what follows it runs once", async (_, death, times) => {
    const { record, runs } = await live({ track: "final", death });
    expect(record).toMatchObject({ state: "SUCCESS" });
    expect(runs).toEqual({ work: times, next: 1 });
  });
});

describe('a worker that dies, with track "none",', () => {
  it.each([
    ["in the handler", undefined, 2],
    ["after the next task is sent", diesAfter("broker.send"), 2],
    ["before the message is acknowledged", diesBefore("broker.acknowledge"), 2],
  ] as const)("%s: the task runs again, and what follows it runs once", async (_, death, times) => {
    const { record, runs } = await live({ track: "none", death });
    expect(record).toBeUndefined();
    expect(runs).toEqual({ work: times, next: 1 });
  });
});

function isFailure({ name, args }: WorldCall): boolean {
  const [settlement] = args as readonly { ending?: { state: string } }[];
  return name === "store.settle" && settlement?.ending?.state === "FAILURE";
}
