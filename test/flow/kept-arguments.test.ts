import { createApp, type SensitiveOption } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { plain } from "../../src/cli/paint.ts";
import { renderTask } from "../../src/cli/result/render-task.ts";
import { viewTask } from "../../src/cli/result/task-view.ts";
import { viewRecord } from "../../src/dashboard/routes/record-view.ts";

type Track = "full" | "final";

function setup(options: { track?: Track; keepArguments?: number; sensitive?: SensitiveOption } = {}) {
  const app = createApp({ name: "shop" });
  const got: unknown[] = [];
  const pay = app.task("pay", options, (...given: unknown[]) => {
    got.push(...given);
    return { receipt: 7, card: "4242" };
  });
  return { app, pay, got, world: testWorld(app) };
}

describe.each<Track>(["full", "final"])("the arguments of a task with track %s", (track) => {
  it("can be read from its record, as they were sent", async () => {
    const { pay, world } = setup({ track });
    const at = new Date(0);
    const result = await pay.applyAsync([1, { at }], { kwargs: { to: "ada" } });
    expect(await result.arguments()).toBeUndefined();
    await world.runAll();
    expect(await result.arguments()).toEqual({ complete: true, args: [1, { at }], kwargs: { to: "ada" } });
  });

  it("are cut where they are longer than what is kept, never within a character", async () => {
    const { pay, world } = setup({ track });
    const result = await pay.applyAsync(["\u{1F33F}".repeat(200)], { kwargs: { to: "ada" } });
    await world.runAll();
    const kept = await result.arguments();
    expect(kept).toMatchObject({ complete: false, kwargs: expect.stringMatching(/…$/) });
    if (kept?.complete !== false) throw new Error("They are not cut.");
    expect(kept.args).toMatch(/^\["\u{1F33F}+…$/u);
    expect(Buffer.byteLength(kept.args)).toBeLessThanOrEqual(512);
    expect(Buffer.byteLength(kept.args)).toBeGreaterThan(505);
  });

  it("are not kept where the task does not want it", async () => {
    const { pay, world } = setup({ track, keepArguments: 0 });
    const result = await pay.delay(1);
    await world.runAll();
    expect(await result.arguments()).toBeUndefined();
    expect(await result.record()).not.toHaveProperty("args");
  });
});

describe("a task with something sensitive", () => {
  it("gets its arguments whole, and gives its result whole, but shows neither", async () => {
    const { pay, got, world } = setup({ sensitive: ["card", "0"] });
    const result = await pay.applyAsync(["secret", { card: "4242", name: "ada" }], { kwargs: { card: "1" } });
    await world.runAll();
    expect(got).toEqual(["secret", { card: "4242", name: "ada" }, { card: "1" }]);
    expect(await result.get()).toEqual({ receipt: 7, card: "4242" });

    const record = await result.record();
    if (!record) throw new Error("There is no record.");
    const { args, kwargs } = record;
    expect([args, kwargs]).toEqual(['["[redacted]",{"card":"[redacted]","name":"ada"}]', '{"card":"[redacted]"}']);
    const views = [viewRecord(record, 0), renderTask(viewTask(record.id, record, 0), plain)];
    expect(views[0]).toMatchObject({
      args: ["[redacted]", { card: "[redacted]", name: "ada" }],
      result: { receipt: 7, card: "[redacted]" },
    });
    expect(JSON.stringify(views)).not.toMatch(/4242|secret/);
  });

  it("shows how many arguments there are where all are sensitive, and nothing of the result", async () => {
    const { pay, world } = setup({ sensitive: true });
    const result = await pay.delay("secret", { card: "4242" });
    await world.runAll();
    expect(await result.arguments()).toEqual({ complete: true, args: ["[redacted]", "[redacted]"], kwargs: {} });
    const record = await result.record();
    expect(record && viewRecord(record, 0).result).toBe("[redacted]");
  });

  it("has its result stored nowhere where that is asked for", async () => {
    const { pay, world } = setup({ sensitive: { result: true } });
    const result = await pay.delay("seen");
    await world.runAll();
    expect(JSON.stringify([...world.adapters.store.records()])).not.toContain("4242");
    expect(await result.state()).toBe("SUCCESS");
    await expect(result.get()).rejects.toMatchObject({ code: "RESULT_WITHHELD" });
    await expect(result.result()).rejects.toMatchObject({ code: "RESULT_WITHHELD" });
    expect(await result.info()).toBeUndefined();
    const record = await result.record();
    expect(record && viewRecord(record, 0)).toMatchObject({ args: ["seen"], result: "[withheld]" });
  });

  it("hands a withheld result to what follows it, and tells in a dead letter when that can no longer be", async () => {
    const { app, world, got } = setup();
    app.task("secret", { sensitive: { result: true } }, () => "hush");
    const send = () =>
      world.adapters.broker.send({
        queue: "default",
        body: JSON.stringify({
          body: JSON.stringify([
            [],
            {},
            { chain: [{ task: "pay", args: [], kwargs: {}, options: { task_id: "second" } }] },
          ]),
          "content-encoding": "utf-8",
          "content-type": "application/json",
          headers: { lang: "py", task: "secret", id: "first" },
          properties: { delivery_info: { exchange: "", routing_key: "default" } },
        }),
      });
    await send();
    await world.runAll();
    expect(got).toEqual(["hush"]);
    expect(world.deadLetters()).toEqual([]);

    await send();
    await world.runAll();
    expect(got).toEqual(["hush"]);
    expect(world.deadLetters().map(({ attributes }) => attributes["lovage.error"])).toEqual([
      expect.stringContaining("RESULT_WITHHELD"),
    ]);
  });

  it("is refused when it is misspelt", () => {
    const wrong = (sensitive: unknown) => () => setup({ sensitive: sensitive as SensitiveOption });
    expect(wrong("card")).toThrow(/INVALID_OPTION/);
    expect(wrong({ result: ["card"] })).toThrow(/INVALID_OPTION/);
    expect(wrong({ results: true })).toThrow(/UNKNOWN_OPTION/);
  });
});
