import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app/index.ts";
import { tableDefinition } from "../../src/aws/index.ts";
import { bundle, type CloudFact, type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { silentLogger, systemClock, uuidIds } from "../../src/runtime/index.ts";

const name = "killers";
const timeout = 2_000;
const facts: CloudFact[] = [];
let cloud: EmbeddedCloud;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lovage-killers-"));
  const redrive = { deadLetterQueue: "killers-default-dead-letters", maxReceiveCount: 1_000 };
  cloud = await startEmbeddedCloud({
    clock: systemClock,
    ids: uuidIds(systemClock),
    port: 0,
    queues: [
      { name: "killers-default-dead-letters" },
      { name: "killers-default", attributes: { visibilityTimeout: timeout + 1_000, redrive } },
    ],
    tables: [{ ...tableDefinition("killers-tasks"), TableName: "killers-tasks" }],
    tell: (fact) => facts.push(fact),
  });
});

afterAll(async () => {
  await cloud.close(0);
  await rm(folder, { recursive: true });
});

/** Connects the function to its queue, once all messages are there: so they come in one batch. */
async function deploy(): Promise<void> {
  const bundled = await bundle({
    entry: 'export { handler } from "./killers.ts";',
    folder: fileURLToPath(new URL("./fixture", import.meta.url)),
    outputFolder: folder,
  });
  if ("problem" in bundled) throw new Error(bundled.problem);
  cloud.deploy({
    name,
    code: bundled.file,
    env: {
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      LOVAGE_PARTIAL_RESPONSES: "1",
    },
    timeout,
    memoryMb: 96,
    concurrency: 1,
    mappings: [{ queueName: "killers-default" }],
  });
}

describe("tasks that kill their worker every time, in functions of the embedded cloud", () => {
  it("are FAILURE with WORKER_LOST and dead-lettered, and their neighbours in the batch finish", {
    timeout: 120_000,
  }, async () => {
    const app = createApp({ name, endpoint: cloud.endpoint, logger: silentLogger });
    const neighbours = [];
    const killers = [];
    for (const task of ["good", "exits", "good", "loops", "good", "hogs", "good"]) {
      if (task === "good") neighbours.push(await app.sendTask(task, [`neighbour ${neighbours.length}`]));
      else killers.push(await app.sendTask(task));
    }
    await deploy();

    const ended = await Promise.all(
      killers.map((result) =>
        result.get({ timeout: "110s" }).then(
          () => undefined,
          (error: Error) => error,
        ),
      ),
    );
    expect(ended.map((error) => error?.cause)).toEqual(
      killers.map(() => expect.objectContaining({ code: "WORKER_LOST" })),
    );
    const returned = await Promise.all(neighbours.map((result) => result.get({ timeout: "30s" })));
    expect(returned).toEqual(["neighbour 0", "neighbour 1", "neighbour 2", "neighbour 3"]);

    const letters = cloud.engine.queue("killers-default-dead-letters").receive({ max: 10 });
    expect(letters.map(({ attributes }) => attributes?.["lovage.task"]?.stringValue).sort()).toEqual([
      "exits",
      "hogs",
      "loops",
    ]);
    expect(new Set(letters.map(({ attributes }) => attributes?.["lovage.reason"]?.stringValue))).toEqual(
      new Set(["WORKER_LOST"]),
    );
    // Each of them has died of its own cause, twice.
    const causes = facts.flatMap((fact) => (fact.type === "invocation-failed" ? fact.error.errorType : []));
    for (const cause of ["Runtime.ExitError", "Runtime.OutOfMemory", "Sandbox.Timedout"])
      expect(causes).toContain(cause);
  });
});
