import { createApp, sharedTask } from "lovage";
import { testWorld } from "lovage/testing";
import { createWorker } from "lovage/worker";
import { describe, expect, it, vi } from "vitest";
import { lambdaContext, sqsEvent } from "../support/sqs-event.ts";

function setup() {
  const app = createApp({ name: "shop" });
  const add = app.task("add", (x: number, y: number) => x + y);
  const flaky = app.task("flaky", { bind: true, retry: { max: 3, delay: "30s", jitter: "none" } }, (task) => {
    if (task.attempt === 1) throw new Error("not yet");
    return "now";
  });
  const world = testWorld(app);
  const handler = createWorker({ app });
  const receive = () => world.adapters.broker.receive({ queue: "default", max: 10, waitSeconds: 0 });
  return { app, add, flaky, world, handler, receive };
}

describe("the Lambda handler", () => {
  it("answers a batch that is handled with an empty list", async () => {
    const { add, handler, receive } = setup();
    const result = await add.delay(4, 4);
    expect(await handler(sqsEvent(await receive()), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(await result.get()).toBe(8);
  });

  it("names exactly the records that have to come back", async () => {
    const { add, flaky, handler, receive } = setup();
    await add.delay(1, 1);
    await flaky.delay();
    await add.delay(2, 2);
    const deliveries = await receive();
    const { batchItemFailures } = await handler(sqsEvent(deliveries), lambdaContext());
    expect(batchItemFailures).toEqual([{ itemIdentifier: deliveries[1]?.messageId }]);
  });

  it("takes two parameters, as Node 24's runtime wants an async handler to", () => {
    expect(setup().handler).toHaveLength(2);
  });

  it("brings a retried message back when its backoff is over, and not before", async () => {
    const { flaky, handler, receive, world } = setup();
    const result = await flaky.delay();
    await handler(sqsEvent(await receive()), lambdaContext());
    await world.clock.advance(29_000);
    expect(await receive()).toEqual([]);
    await world.clock.advance(1_000);
    const again = await receive();
    expect(again[0]?.receiveCount).toBe(2);
    await handler(sqsEvent(again), lambdaContext());
    expect(await result.get()).toBe("now");
  });

  it("cuts what does not end before the deadline, and still answers in time", async () => {
    const { app, add, handler, receive, world } = setup();
    const stuck = app.task("stuck", () => new Promise(() => {}));
    const slow = await stuck.delay();
    const quick = await add.delay(1, 1);
    const deliveries = await receive();
    const answered = handler(sqsEvent(deliveries), lambdaContext(10_000));
    await world.clock.advance(9_600);
    expect(await answered).toEqual({ batchItemFailures: [{ itemIdentifier: deliveries[0]?.messageId }] });
    expect(await quick.get()).toBe(2);
    expect(await slow.record()).toMatchObject({ state: "RETRY", cuts: 1 });
    expect(world.clock.waiting).toBe(0);
  });

  it("aborts the signal of a task that is terminated, settles it as REVOKED and hands the message over as handled", async () => {
    const { app, add, handler, receive, world } = setup();
    let reason: unknown;
    const slow = app.task("slow", { bind: true }, (task) => {
      const { promise, reject } = Promise.withResolvers();
      task.signal.addEventListener("abort", () => {
        reason = task.signal.reason;
        reject(reason);
      });
      return promise;
    });
    const result = await slow.delay();
    const quick = await add.delay(1, 1);
    const answered = handler(sqsEvent(await receive()), lambdaContext(900_000));
    await world.clock.advance(60_000);
    await result.revoke({ terminate: true, reason: "wrong month" });
    await world.clock.advance(5_000);
    expect(await answered).toEqual({ batchItemFailures: [] });
    expect(reason).toMatchObject({ code: "TASK_REVOKED", detail: { reason: "wrong month" } });
    expect(await result.record()).toMatchObject({ state: "REVOKED", reason: "wrong month" });
    expect(await quick.get()).toBe(2);
    expect(world.clock.waiting).toBe(0);
  });

  it("that is stopped by its host gives back what runs, within a second", async () => {
    const { app, handler, receive, world } = setup();
    let reason: unknown;
    const stuck = app.task("stuck", { bind: true }, (task) => {
      task.signal.addEventListener("abort", () => {
        reason = task.signal.reason;
      });
      return new Promise(() => {});
    });
    const result = await stuck.delay();
    const [delivery] = await receive();
    const answered = handler(sqsEvent(delivery ? [delivery] : []), lambdaContext());
    await world.clock.advance(100);
    handler.stop();
    await world.clock.advance(1_000);
    expect(await answered).toEqual({ batchItemFailures: [{ itemIdentifier: delivery?.messageId }] });
    expect(reason).toMatchObject({ code: "WORKER_STOPPED" });
    expect(await result.record()).toMatchObject({ state: "RETRY", cuts: 1, failures: 0 });
    expect(await world.adapters.broker.depth("default")).toMatchObject({ visible: 1, inFlight: 0 });
  });

  it("refuses an event that is none of SQS's", async () => {
    const { handler } = setup();
    await expect(handler({ source: "aws.events" } as never, lambdaContext())).rejects.toMatchObject({
      code: "NOT_LAMBDA_EVENT",
    });
    await expect(handler(undefined as never, lambdaContext())).rejects.toMatchObject({ code: "NOT_LAMBDA_EVENT" });
  });

  it("throws, so that nothing is deleted, where its answer would not be heard", async () => {
    const { flaky, handler, receive } = setup();
    vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "shop-worker");
    await flaky.delay();
    await expect(handler(sqsEvent(await receive()), lambdaContext())).rejects.toMatchObject({
      code: "PARTIAL_RESPONSES_OFF",
    });
    vi.stubEnv("LOVAGE_PARTIAL_RESPONSES", "1");
    await flaky.delay();
    expect((await handler(sqsEvent(await receive()), lambdaContext())).batchItemFailures).toHaveLength(1);
  });

  it("keeps a record whose store does not answer, and acknowledges its neighbours", async () => {
    const { add, handler, receive, world } = setup();
    const first = await add.delay(1, 1);
    const second = await add.delay(2, 2);
    const claim = world.adapters.store.claim.bind(world.adapters.store);
    world.adapters.store.claim = (wish) =>
      wish.id === first.id ? Promise.reject(new Error("throttled")) : claim(wish);
    const deliveries = await receive();
    const { batchItemFailures } = await handler(sqsEvent(deliveries), lambdaContext());
    expect(batchItemFailures).toEqual([{ itemIdentifier: deliveries[0]?.messageId }]);
    expect(await second.get()).toBe(4);
    expect(await first.state()).toBe("PENDING");
  });

  it("does not acknowledge a task whose final record could not be written", async () => {
    const { app, handler, receive, world } = setup();
    const light = app.task("light", { track: "final" }, () => 1);
    await light.delay();
    world.adapters.store.write = async (records) => records.map(({ id }) => id);
    const deliveries = await receive();
    expect((await handler(sqsEvent(deliveries), lambdaContext())).batchItemFailures).toHaveLength(1);
  });

  it("finds the app in a module, takes in shared tasks of others, and says so when there is none", async () => {
    const { app, world, receive } = setup();
    const extra = { hello: sharedTask("hello", () => "hello") };
    const handler = createWorker({ app }, extra);
    const result = await extra.hello.delay();
    await handler(sqsEvent(await receive()), lambdaContext());
    expect(await result.get()).toBe("hello");
    expect(world.deadLetters()).toEqual([]);
    expect(() => createWorker({ nothing: 1 })).toThrow("NO_APP_FOUND");
  });

  it("knows the queue of a record by its ARN, so that a dead letter lies beside it", async () => {
    const { app, handler, world } = setup();
    const bad = app.task("bad", { queue: "mail" }, () => {
      throw new Error("x");
    });
    await bad.delay();
    const deliveries = await world.adapters.broker.receive({ queue: "mail", max: 10, waitSeconds: 0 });
    await handler(sqsEvent(deliveries, "shop-mail"), lambdaContext());
    expect(world.deadLetters("mail")).toHaveLength(1);
  });
});
