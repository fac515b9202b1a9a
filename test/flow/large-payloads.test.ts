import { createApp } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { encodeValue } from "../../src/message/index.ts";
import type { Payloads } from "../../src/ports/index.ts";

const large = "x".repeat(1_100_000);

function setup(options: { bucket?: string; track?: "full" | "final"; retry?: number } = {}) {
  const { bucket: payloadBucket = "shop-payloads", ...ofTask } = options;
  const app = createApp({ name: "shop", payloadBucket });
  const got: unknown[] = [];
  const measure = app.task("measure", ofTask, (...given: unknown[]) => {
    got.push(...given);
    return JSON.stringify(given).length;
  });
  const grow = app.task("grow", ofTask, (length: number) => "y".repeat(length));
  const world = testWorld(app);
  return { app, measure, grow, got, world, keys: () => world.adapters.payloads.keys };
}

/** A message's body, as it lies on the queue. */
const sentBodies = (world: ReturnType<typeof setup>["world"]) => world.sent().map((message) => message);

describe("arguments that are larger than a message should be", () => {
  it("are kept in the bucket, and reach the handler whole", async () => {
    const { measure, got, world, keys } = setup();
    const result = await measure.applyAsync([large, new Date(0)], { kwargs: { to: "ada" } });
    expect(keys()).toEqual([expect.stringMatching(new RegExp(`^shop/${result.id}/[A-Za-z0-9_-]{22}$`))]);
    expect(sentBodies(world)).toMatchObject([
      { args: [], kwargs: {}, payload: { key: keys()[0], bytes: Buffer.byteLength(encoded(large)) } },
    ]);
    await world.runAll();
    expect(got).toEqual([large, new Date(0), { to: "ada" }]);
    expect(await result.state()).toBe("SUCCESS");
    expect(await result.arguments()).toMatchObject({ complete: false, args: expect.stringMatching(/^\["x+…$/) });
  });

  it("stay in the message up to the threshold, and where no bucket is configured", async () => {
    const { measure, world, keys } = setup();
    await measure.delay("x".repeat(60_000));
    expect(keys()).toEqual([]);
    expect(world.sent()).toHaveLength(1);
    const without = createApp({ name: "shop" });
    const task = without.task("measure", (_text: string) => null);
    testWorld(without);
    await expect(task.delay(large)).rejects.toThrow(/payloadBucket.*\[MESSAGE_TOO_LARGE\]/);
  });

  it("of many tasks at once leave ten in a call still", async () => {
    const { measure, got, world, keys } = setup();
    await measure.delayMany(Array.from({ length: 12 }, (_, n) => [n % 2 ? large : "small"]));
    expect(keys()).toHaveLength(6);
    await world.runAll();
    expect(got.filter((text) => text === large)).toHaveLength(6);
  });

  it("are there again for each retry, and for a task that is redriven from the dead letters", async () => {
    const app = createApp({ name: "shop", payloadBucket: "shop-payloads" });
    const seen: number[] = [];
    const task = app.task("fail", { retry: { max: 1, delay: "1s", jitter: "none" } }, (text: string) => {
      seen.push(text.length);
      if (seen.length < 3) throw new Error("not yet");
      return text.length;
    });
    const world = testWorld(app);
    const result = await task.delay(large);
    await world.advance("5s");
    expect(await result.state()).toBe("FAILURE");
    await app.deadLetters.redrive({ task: "fail" });
    await world.runAll();
    expect(seen).toEqual([large.length, large.length, large.length]);
    expect(await result.get()).toBe(large.length);
  });

  it("wait for a far eta in Scheduler by their key, as long as the bucket keeps them", async () => {
    const { measure, got, world, keys } = setup();
    await measure.applyAsync([large], { countdown: "13d" });
    expect(world.adapters.delays.waiting[0]?.body.length).toBeLessThan(2_000);
    await world.advance("13d");
    expect(got).toEqual([large]);

    await expect(measure.applyAsync([large], { countdown: "15d" })).rejects.toMatchObject({
      code: "PAYLOAD_DELAY_TOO_LONG",
    });
    // What fits into Scheduler by itself waits there.
    await measure.applyAsync(["z".repeat(100_000)], { countdown: "300d" });
    expect(keys()).toHaveLength(1);
  });

  it("that have expired make a FAILURE and a dead letter that say so", async () => {
    const { measure, got, world, keys } = setup();
    const result = await measure.delay(large);
    for (const key of keys()) await world.adapters.payloads.remove(key);
    await world.runAll();
    expect(got).toEqual([]);
    await expect(result.get()).rejects.toMatchObject({ code: "TASK_FAILED", cause: { code: "PAYLOAD_MISSING" } });
    expect(world.deadLetters()[0]?.attributes["lovage.error"]).toContain("PAYLOAD_MISSING");
  });

  it("are not looked for outside of the app's own keys", async () => {
    const { measure, got, world } = setup();
    await world.adapters.payloads.put("other/secret", "[[1],{}]");
    await measure.delay(large);
    const [delivery] = await world.adapters.broker.receive({ queue: "default", max: 1, waitSeconds: 0 });
    const body = delivery?.body.replaceAll(/shop\/[^"\\]+/g, "other/secret") ?? "";
    await world.adapters.broker.send({ queue: "default", body });
    await world.runAll();
    expect(got).toEqual([]);
    expect(world.deadLetters()).toHaveLength(1);
  });

  it("cost no attempt when the bucket does not answer for a while", async () => {
    const { measure, got, world } = setup();
    const result = await measure.delay(large);
    const { payloads } = world.adapters as { payloads: Payloads };
    const get = payloads.get.bind(payloads);
    payloads.get = async () => {
      throw new Error("S3 does not answer");
    };
    await world.runAll();
    expect(await result.state()).toBe("PENDING");
    payloads.get = get;
    await world.advance("5m");
    expect(got).toEqual([large]);
    expect(await result.record()).toMatchObject({ state: "SUCCESS", attempt: 1 });
  });
});

describe.each(["full", "final"] as const)("a result that is larger than the threshold, track %s,", (track) => {
  it("is kept in the bucket, and read when it is asked for", async () => {
    const { grow, world, keys } = setup({ track });
    const result = await grow.delay(1_000_000);
    await world.runAll();
    expect(await result.record()).toMatchObject({
      state: "SUCCESS",
      result: "null",
      payload: { key: keys()[0], bytes: 1_000_002 },
    });
    expect(await result.get()).toBe("y".repeat(1_000_000));
    expect(await result.result()).toHaveLength(1_000_000);
    await result.forget();
    expect(keys()).toEqual([]);
  });

  it("is in the record as long as it fits, should the bucket refuse it", async () => {
    const { grow, world, keys } = setup({ track });
    world.adapters.payloads.put = async () => {
      throw new Error("S3 does not answer");
    };
    const fits = await grow.delay(300_000);
    const other = await grow.delay(1_000_000);
    await world.runAll();
    expect(keys()).toEqual([]);
    expect(await fits.get()).toHaveLength(300_000);
    await expect(other.get()).rejects.toMatchObject({ cause: { message: "S3 does not answer" } });
  });
});

describe("a large result", () => {
  it("is told to be gone when it has expired", async () => {
    const { grow, world } = setup();
    const result = await grow.delay(100_000);
    await world.runAll();
    for (const key of world.adapters.payloads.keys) await world.adapters.payloads.remove(key);
    expect(await result.state()).toBe("SUCCESS");
    await expect(result.get()).rejects.toMatchObject({ code: "PAYLOAD_MISSING" });
  });

  it("goes on in a chain, by the bucket again", async () => {
    const { world, got, keys } = setup();
    await world.adapters.broker.send({
      queue: "default",
      body: JSON.stringify({
        body: JSON.stringify([[200_000], {}, { chain: [{ task: "measure", args: [], kwargs: {}, options: {} }] }]),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        headers: { lang: "py", task: "grow", id: "first" },
        properties: { delivery_info: { exchange: "", routing_key: "default" } },
      }),
    });
    await world.runAll();
    expect(got).toEqual(["y".repeat(200_000)]);
    expect(keys()).toHaveLength(2);
  });
});

function encoded(text: string): string {
  return encodeValue([[text, new Date(0)], { to: "ada" }], "the arguments");
}
