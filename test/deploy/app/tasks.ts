// What the deployed functions of test/deploy run. Each run of each task leaves a mark in a table of its own, so that the test
// can count runs by what they did and not by what Lovage wrote about them.
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { createApp, every } from "lovage";

/** Put in place by the bundling: another in each version of the stack. */
declare const VERSION: string;
const version = () => (typeof VERSION === "string" ? VERSION : "none");

export const app = createApp({ name: process.env.LOVAGE_TEST_APP ?? "deploy-test" });

const table = process.env.LEDGER_TABLE;
const ledger = new DynamoDBClient({});

app.use(async (task, next) => {
  await ledger.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { id: { S: task.id } },
      UpdateExpression: "SET task = :task, version = :version ADD runs :one",
      ExpressionAttributeValues: { ":task": { S: task.name }, ":version": { S: version() }, ":one": { N: "1" } },
    }),
  );
  return next();
});

export const add = app.task("add", (x: number, y: number) => x + y);

/** Fails twice, then tells which attempt it was. */
export const flaky = app.task(
  "flaky",
  { bind: true, retry: { max: 3, backoff: "fixed", delay: "1s", jitter: "none" } },
  (task): number => {
    if (task.attempt < 3) throw new Error(`not yet, at attempt ${task.attempt}`);
    return task.attempt;
  },
);

/** Fails every time. */
export const doomed = app.task(
  "doomed",
  { retry: { max: 1, backoff: "fixed", delay: "1s", jitter: "none" } },
  (order: string): never => {
    throw new Error(`no carrier delivers order ${order}`);
  },
);

/** Tells which version of the stack ran it. */
export const which = app.task("which", () => version());

/** The same, after as many seconds. */
export const slow = app.task(
  "slow",
  { bind: true, queue: "slow", timeLimit: "60s" },
  async (task, seconds: number): Promise<string> => {
    const began = version();
    await new Promise<void>((done, failed) => {
      const timer = setTimeout(done, seconds * 1_000);
      task.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        failed(task.signal.reason);
      });
    });
    return began;
  },
);

/** What schedules send: tells what it was sent with. */
export const tick = app.task("tick", (label: string) => label);

app.schedule("every-10-seconds", every("10s"), tick, { args: ["declared"] });
