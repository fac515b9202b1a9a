import { createApp } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

describe("two copies of a dead letter that are redriven together", () => {
  // The slower one found the task as it had failed before, and put another dead letter beside a task that was to succeed.
  it("run once, and leave no dead letter behind", async () => {
    const app = createApp({ name: "shop" });
    let broken = true;
    let runs = 0;
    app.task("fix", () => {
      if (broken) throw new Error("broken");
      runs++;
    });
    const world = testWorld(app);
    const result = await app.sendTask("fix");
    await world.runAll();
    const [letter] = world.deadLetters();
    const attributes = Object.entries(letter?.attributes ?? {}).map(
      ([name, stringValue]) => [name, { dataType: "String", stringValue }] as const,
    );
    const dead = world.adapters.engine.queue("shop-default-dead-letters");
    dead.send({ body: letter?.body ?? "", attributes: Object.fromEntries(attributes) });

    broken = false;
    world.redrive();
    await world.advance("5m");
    expect(await result.state()).toBe("SUCCESS");
    expect(runs).toBe(1);
    expect(dead.counts.visible).toBe(0);
  });
});
