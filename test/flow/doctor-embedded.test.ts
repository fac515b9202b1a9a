import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableDefinition } from "../../src/aws/index.ts";
import { type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { createApp } from "../../src/index.ts";
import { systemClock, uuidIds } from "../../src/runtime/index.ts";
import { run } from "../unit/cli/run-in-process.ts";

/* `lovage doctor` on the wire, before the embedded cloud: it plays the queues, the table and Scheduler, and not Lambda's API. */
let cloud: EmbeddedCloud;

beforeAll(async () => {
  cloud = await startEmbeddedCloud({
    clock: systemClock,
    ids: uuidIds(systemClock),
    port: 0,
    queues: ["shop-default-dead-letters", "shop-default", "shop-mail"].map((name) => ({ name })),
    tables: [{ ...tableDefinition("shop-tasks"), TableName: "shop-tasks" }],
  });
});
afterAll(() => cloud.close(0));

const where = () => ["--endpoint", cloud.endpoint, "--json"];

describe("lovage doctor before an emulator", () => {
  it("looks at what is played, says what is not, and fails for what is missing alone", async () => {
    const app = createApp({ name: "shop", endpoint: cloud.endpoint, queues: { mail: {}, default: {} } });
    const { broker } = await app.worker();
    await broker.deadLetter({ queue: "default", body: "{}", attributes: {} });
    process.env.LOVAGE_SHOP_QUEUES = JSON.stringify({ default: urlOf("shop-default"), mail: urlOf("shop-mail") });
    try {
      const { code, stdout, stderr } = await run(["doctor", "--name", "shop", ...where()]);
      expect(stderr).toBe("");
      const { findings } = JSON.parse(stdout);
      const said = findings.map(({ check, level, about }: Record<string, string>) => `${level} ${check} ${about}`);
      expect(said).toMatchInlineSnapshot(`
        [
          "ok queue default",
          "ok retention default",
          "ok dead-letter-queue default",
          "warn dead-letter-retention default",
          "warn redrive-policy default",
          "warn dead-letters default",
          "unknown mapping default",
          "ok queue mail",
          "ok retention mail",
          "fail dead-letter-queue mail",
          "unknown mapping mail",
          "ok table shop-tasks",
          "warn time-to-live shop-tasks",
          "warn beat-role beat",
          "ok schedule-group default",
          "ok schedules beat",
          "unknown alarms app",
        ]
      `);
      expect(code).toBe(1);
    } finally {
      delete process.env.LOVAGE_SHOP_QUEUES;
    }
  });

  it("finds that nothing is there of an app that is not", async () => {
    const { code, stdout } = await run(["doctor", "--name", "bakery", ...where()]);
    const { findings } = JSON.parse(stdout);
    const failed = findings.filter(({ level }: { level: string }) => level === "fail");
    expect(failed.map(({ check }: { check: string }) => check)).toEqual(["queue", "table"]);
    expect(code).toBe(1);
  });

  it("sends a task that nobody takes, and says so", async () => {
    const words = ["doctor", "--name", "shop", "--send", "add", "--args", "[4, 4]", "--wait", "1ms", ...where()];
    const { stdout } = await run(words);
    const { findings } = JSON.parse(stdout);
    expect(findings.at(-1)).toMatchObject({
      ...{ check: "test-task", level: "fail", about: "add" },
      says: expect.stringContaining("no worker has begun"),
    });
  });

  it("refuses arguments without a task, and an endpoint where nothing is", async () => {
    expect(await run(["doctor", "--name", "shop", "--args", "[4]"])).toMatchObject({ code: 2 });
    const nowhere = await run(["doctor", "--name", "shop", "--endpoint", "http://127.0.0.1:1", "--json"]);
    expect([nowhere.code, JSON.parse(nowhere.stderr).code]).toEqual([4, "ENDPOINT_UNREACHABLE"]);
  });
});

function urlOf(queue: string): string {
  return new URL(`/000000000000/${queue}`, cloud.endpoint).href;
}
