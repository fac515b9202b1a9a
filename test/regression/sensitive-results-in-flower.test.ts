import { createApp, type SensitiveOption } from "lovage";
import { createDashboard } from "lovage/dashboard";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

/** What Flower's API says of a payment whose result holds a card's number. */
async function answersAbout(sensitive: SensitiveOption): Promise<Record<string, string>> {
  const app = createApp({ name: "shop" });
  const pay = app.task("pay", { sensitive }, () => ({ receipt: 7, card: "4242" }));
  const world = testWorld(app);
  const { id } = await pay.delay();
  await world.runAll();
  const dashboard = createDashboard(app);
  const ask = async (path: string) => (await dashboard.fetch(new Request(`http://localhost:5555${path}`))).text();
  return {
    tasks: await ask("/api/tasks"),
    info: await ask(`/api/task/info/${id}`),
    result: await ask(`/api/task/result/${id}`),
    waited: await ask(`/api/task/result/${id}?timeout=1`),
  };
}

describe("Flower's API", () => {
  it("does not show what is sensitive in a result", async () => {
    for (const answer of Object.values(await answersAbout(["card"]))) {
      expect(answer).toContain("receipt");
      expect(answer).toContain("[redacted]");
      expect(answer).not.toContain("4242");
    }
  });

  it("says that a result is withheld, and not that it is null", async () => {
    for (const answer of Object.values(await answersAbout({ result: true }))) expect(answer).toContain("[withheld]");
  });
});
