import { createApp, type Revocation } from "lovage";
import { describe, expect, it } from "vitest";
import { consumeBatch } from "../../src/consumer/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

/** The life of a task that fails once and then succeeds, and what came of a revocation in the middle of it. */
interface Life {
  /** How many moments it had: before and after each call of the store and of the queue. */
  readonly moments: number;
  readonly revocation: Revocation | undefined;
  /** The attempts that began, and the latest that was claimed when the task was revoked. */
  readonly begun: readonly number[];
  readonly claimed: number;
  readonly state: string | undefined;
  readonly left: number;
  readonly dead: number;
}

/** @param at - the moment of the revocation, from 1; 0 for none */
async function live(at: number, terminate: boolean, twice: boolean): Promise<Life> {
  const clock = new FrozenClock();
  const app = createApp({ name: "shop" });
  let moments = 0;
  let busy = false;
  let revocation: Revocation | undefined;
  let claimed = 0;
  const moment = async () => {
    if (busy || ++moments !== at) return;
    busy = true;
    claimed = (await result.record())?.attempt ?? 0;
    revocation = await app.revoke(result.id, { terminate });
    busy = false;
  };
  let copies = twice ? 1 : 0;
  const duplicate = () => copies-- > 0;
  const faults = { before: moment, after: moment };
  const adapters = memoryAdapters({ clock, settings: app.settings, faults, deliveryFaults: { duplicate } });
  app.connect(adapters, { clock, logger: silentLogger, random: () => 0.5 });
  const begun: number[] = [];
  const work = app.task("work", { bind: true, retry: { max: 1, delay: "10s", jitter: "none" } }, (task) => {
    begun.push(task.attempt);
    if (task.attempt === 1) throw new Error("not yet");
    return "done";
  });
  busy = true;
  const result = await work.delay();
  busy = false;

  const worker = await app.worker();
  for (let round = 0; round < 12; round++) {
    const deliveries = await adapters.broker.receive({
      queue: "default",
      max: 10,
      waitSeconds: 0,
      visibilitySeconds: 20,
    });
    const invocation = new Invocation({ worker: "w", clock, deadline: clock.now() + 15_000 });
    const { acknowledged } = await consumeBatch(deliveries, worker, invocation);
    for (const { queue, receipt } of acknowledged) await adapters.broker.acknowledge(queue, [receipt]);
    await clock.advance(5_000);
  }
  busy = true;
  const { visible, inFlight } = await adapters.broker.depth("default");
  const dead = adapters.engine.find("shop-default-dead-letters")?.counts.visible ?? 0;
  expect(clock.waiting).toBe(0);
  return { moments, revocation, begun, claimed, state: await result.state(), left: visible + inFlight, dead };
}

describe.each([
  [false, false],
  [false, true],
  [true, false],
  [true, true],
])("a revocation (terminate: %s) of a task whose message comes twice (%s)", (terminate, twice) => {
  it("holds what it answers, at whatever moment of the task's life it comes", async () => {
    const { moments, state, begun } = await live(0, terminate, twice);
    expect([state, begun]).toEqual(["SUCCESS", [1, 2]]);
    expect(moments).toBeGreaterThan(12);
    const outcomes = new Set<string>();
    for (let at = 1; at <= moments; at++) {
      const life = await live(at, terminate, twice);
      const { outcome = "none" } = life.revocation ?? {};
      outcomes.add(outcome);
      const told = { at, ...life };
      // Nothing is left behind, and no attempt begins that was not claimed before.
      expect(told).toMatchObject({ left: 0, dead: 0 });
      expect({ ...told, late: life.begun.filter((attempt) => attempt > life.claimed) }).toMatchObject(
        outcome === "finished" ? {} : { late: [] },
      );
      // An attempt runs once.
      expect(new Set(life.begun).size).toBe(life.begun.length);
      if (outcome === "finished") expect(told).toMatchObject({ state: "SUCCESS", begun: [1, 2] });
      else if (outcome === "finishing") expect(told.state).toBe(life.claimed === 2 ? "SUCCESS" : "REVOKED");
      else expect(told).toMatchObject({ state: "REVOKED" });
    }
    expect([...outcomes].sort()).toEqual(["finished", terminate ? "terminating" : "finishing", "revoked"].sort());
  });
});
