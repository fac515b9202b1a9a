import { createApp, type SendOptions } from "lovage";
import { testWorld } from "lovage/testing";
import { expect, it } from "vitest";
import { withFaults } from "../../src/memory/faults.ts";

/*
 * The calls of docs/tasks.md, "Once, last, first, one at a time". Each call of the store's port is one call of DynamoDB and one
 * write unit (test/unit/aws/key-calls.test.ts), but for what begins a group of debounced sends, which is two.
 */

/** A world whose calls are counted: `calls()` gives those since it was last asked, without those for the journal. */
function counted() {
  const app = createApp({ name: "shop" });
  const task = app.task("t", (name: string) => name);
  const world = testWorld(app);
  let made: string[] = [];
  const note = { before: ({ method }: { method: string }) => void made.push(method) };
  const { clock } = world;
  const adapters = {
    ...world.adapters,
    broker: withFaults("broker", world.adapters.broker, note),
    store: withFaults("store", world.adapters.store, note),
  };
  app.connect(adapters, { clock, ids: app.runtime.ids, logger: app.runtime.logger });
  const uncounted = ["write", "receive", "acknowledge"];
  const calls = () => {
    const since = made.filter((method) => !uncounted.includes(method));
    made = [];
    return since;
  };
  const send = (options?: SendOptions) => task.applyAsync(["a"], options);
  return { world, send, calls };
}

it("a send that uses none of it costs one call, and its run two writes", async () => {
  const { world, send, calls } = counted();
  await send();
  expect(calls()).toEqual(["send"]);
  await world.runAll();
  expect(calls()).toEqual(["claim", "settle"]);
});

it("an idempotency key costs one write at first, three with the second message, and one from then on", async () => {
  const { world, send, calls } = counted();
  const options = { idempotencyKey: "k" };
  await send(options);
  await world.runAll();
  expect(calls()).toEqual(["reserve", "send", "claim", "settle"]);
  await send(options);
  await world.runAll();
  expect(calls()).toEqual(["reserve", "send", "confirm", "claim"]);
  await send(options);
  expect(calls()).toEqual(["reserve"]);
  await world.runAll();
  expect(calls()).toEqual([]);
});

it("a throttle costs two writes at first, and one from then on", async () => {
  const { world, send, calls } = counted();
  const options = { throttle: { key: "k", every: "1m" } } as const;
  await send(options);
  expect(calls()).toEqual(["reserve", "send", "confirm"]);
  await send(options);
  expect(calls()).toEqual(["reserve"]);
  await world.runAll();
  expect(calls()).toEqual(["claim", "settle"]);
});

it("debounced sends cost a supersession, and a revocation each but the first", async () => {
  const { world, send, calls } = counted();
  const options = { debounce: { key: "k", wait: "1m" } } as const;
  await send(options);
  expect(calls()).toEqual(["supersede", "send"]);
  await send(options);
  expect(calls()).toEqual(["supersede", "send", "revoke"]);
  await world.advance("2m");
  expect(calls().sort()).toEqual(["claim", "claim", "settle"]);
});

it("a singleton costs its sender nothing, and its worker what taking the place does", async () => {
  const { world, send, calls } = counted();
  const options = { singleton: { key: "k", mode: "skip" } } as const;
  await send(options);
  expect(calls()).toEqual(["send"]);
  await world.runAll();
  expect(calls()).toEqual(["claim", "claim", "settle"]);
  await world.clock.advance(1_000);
  await send(options);
  await world.runAll();
  expect(calls()).toEqual(["send", "claim", "claim", "read", "read", "settle", "claim", "settle"]);
  await world.clock.advance(1_000);
  await send(options);
  const [late] = await world.adapters.broker.receive({ queue: "default", max: 1, waitSeconds: 0 });
  await world.clock.advance(1_000);
  await send(options);
  await world.runAll();
  await world.clock.advance(1_000);
  await world.adapters.broker.hide("default", late?.receipt ?? "", 0);
  calls();
  await world.runAll();
  expect(calls()).toEqual(["claim", "claim", "read", "read", "settle"]);
});
