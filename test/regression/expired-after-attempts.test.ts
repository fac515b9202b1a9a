import { createApp } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

describe("a task that expires while it waits for its retry", () => {
  // Its record was replaced by that of a task which had never run: attempt 0.
  it("keeps the count of its attempts", async () => {
    const app = createApp({ name: "shop" });
    const retry = { max: 5, backoff: "fixed", delay: "10s", jitter: "none" } as const;
    const flaky = app.task("flaky", { retry }, () => {
      throw new Error("again");
    });
    const world = testWorld(app);
    const result = await flaky.applyAsync([], { expires: "15s" });
    await world.advance("1m");
    expect(await result.record()).toMatchObject({ state: "REVOKED", reason: "expired", attempt: 2, failures: 2 });
  });
});

describe("a message that its worker cannot run any more", () => {
  // Its dead letter said "attempt 0", so that a redrive did not open its record again.
  it("is opened again by its redrive, whatever it went through before", async () => {
    const app = createApp({ name: "shop" });
    let works = false;
    app.task("fix", () => {
      if (!works) throw new Error("broken");
      return "fixed";
    });
    const world = testWorld(app);
    const result = await app.sendTask("fix");
    await world.runAll();

    // A deployment that has forgotten the task gets its dead letter back.
    const other = createApp({ name: "shop" });
    other.task("another", () => {});
    const forgetful = testWorld(other);
    const [letter] = world.deadLetters();
    await forgetful.adapters.store.write([(await result.record()) ?? expect.fail("no record")]);
    const queue = forgetful.adapters.engine;
    await other.sendTask("another");
    const attributes = Object.fromEntries(
      Object.entries(letter?.attributes ?? {}).map(([name, stringValue]) => [
        name,
        { dataType: "String", stringValue },
      ]),
    );
    queue.queue("shop-default").send({ body: letter?.body ?? "", attributes });
    await forgetful.runAll();
    expect(forgetful.deadLetters()[0]?.attributes).toMatchObject({
      "lovage.reason": "UNKNOWN_TASK",
      "lovage.attempt": "1",
    });

    works = true;
    other.task("fix", () => "fixed");
    forgetful.redrive();
    await forgetful.advance("1s");
    expect(await other.result(result.id).get()).toBe("fixed");
  });
});
