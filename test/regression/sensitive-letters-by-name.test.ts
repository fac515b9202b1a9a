import { createApp } from "lovage";
import { createDashboard } from "lovage/dashboard";
import { describe, expect, it } from "vitest";
import { taskListing } from "../../src/app/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

describe("the dashboard of an app that is known by its name, and by a list of its tasks", () => {
  // It asked the tasks themselves, which a deployed dashboard does not have, and showed the whole message.
  it("hides dead letters of tasks with sensitive arguments, and no others", async () => {
    const shop = createApp({ name: "shop" });
    const clock = new FrozenClock();
    const world = memoryAdapters({ clock, settings: { name: "shop" } });
    const pay = shop.task("pay", { sensitive: ["card"] }, (_card: string) => {});
    const mail = shop.task("mail", (_to: string) => {});
    const listings = shop.tasks.map((task) => taskListing(task, shop.settings));
    for (const { name } of [pay, mail]) {
      const body = JSON.stringify({ task: name, args: ["4242"] });
      await world.broker.deadLetter({ queue: "default", body, attributes: { "lovage.task": name } });
    }
    const byName = createApp({ name: "shop" });
    byName.connect(world, { clock, logger: silentLogger });
    const dashboard = createDashboard(byName, { tasks: () => listings });

    const asked = dashboard.fetch(new Request("http://localhost:5555/api/dead-letters"));
    await clock.advance(2_000);
    const { letters } = (await (await asked).json()) as { letters: { task: string; body: unknown }[] };

    expect(letters.find(({ task }) => task === "pay")?.body).toBe("[redacted]");
    expect(letters.find(({ task }) => task === "mail")?.body).toMatchObject({ args: ["4242"] });
  });
});
