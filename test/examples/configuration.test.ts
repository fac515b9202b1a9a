import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../src/index.ts";
import { testWorld } from "../../src/testing.ts";

const folder = mkdtempSync(join(tmpdir(), "lovage-configuration-"));
const file = join(folder, "lovage.json");
afterEach(() => rmSync(file, { force: true }));

describe("the configuration of an app, as docs/configuration.md tells it", () => {
  it("comes from its options in code, from an object and from a file, the later winning over the earlier", () => {
    writeFileSync(file, JSON.stringify({ concurrency: 50, routes: { "mail.*": "mail" } }));

    const app = createApp({ name: "shop", resultExpires: "2h", concurrency: 20, timeLimit: "1m" })
      .configure({ timeLimit: "5m", concurrency: 30 })
      .configureFromFile(file);

    expect(app.settings).toMatchObject({
      resultExpires: 7_200_000,
      timeLimit: 300_000,
      concurrency: 50,
      routes: { "mail.*": "mail" },
    });
  });

  it("takes from the environment what a deployment sets, where no option says otherwise", () => {
    vi.stubEnv("LOVAGE_SHOP_TABLE", "table-of-the-deployment");
    vi.stubEnv("LOVAGE_SHOP_QUEUES", JSON.stringify({ mail: "https://sqs.eu-west-1.amazonaws.com/1/mail" }));
    vi.stubEnv("LOVAGE_SHOP_ROUTES", JSON.stringify({ "mail.*": "mail" }));

    expect(createApp({ name: "shop" }).settings).toMatchObject({
      table: "table-of-the-deployment",
      queues: { mail: { url: "https://sqs.eu-west-1.amazonaws.com/1/mail" } },
      routes: { "mail.*": "mail" },
    });
    expect(createApp({ name: "shop", table: "mine" }).settings.table).toBe("mine");
  });

  it("reads the environment at the first use, not when the app is made", () => {
    const app = createApp({ name: "shop" });
    vi.stubEnv("LOVAGE_SHOP_TABLE", "set-later");
    expect(app.settings.table).toBe("set-later");
  });

  it("checks a file as strictly as code", () => {
    writeFileSync(file, JSON.stringify({ concurency: 50 }));
    expect(() => createApp({ name: "shop" }).configureFromFile(file)).toThrow('Did you mean "concurrency"?');
  });

  it("is fixed by the first send: a late call is refused", async () => {
    const app = createApp({ name: "shop" });
    const add = app.task("add", (x: number, y: number) => x + y);
    testWorld(app);
    await add.delay(4, 4);
    expect(() => app.configure({ concurrency: 5 })).toThrow("called before the app sends or runs anything");
  });

  it("sends a task to the queue of the call, else the task's own, else a route's, else the default one", async () => {
    const app = createApp({ name: "shop", routes: { "mail.*": "mail" }, defaultQueue: "rest" });
    const world = testWorld(app);
    const own = app.task("mail.own", { queue: "own" }, () => 1);
    await own.applyAsync([], { queue: "call" });
    await own.delay();
    await app.sendTask("mail.other");
    await app.sendTask("other");
    expect(world.sent().map(({ queue }) => queue)).toEqual(["call", "own", "mail", "rest"]);
  });
});
