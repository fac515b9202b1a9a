import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DevSession, openDev } from "../../src/cli/dev/open-dev.ts";
import type { CloudFact } from "../../src/dev/index.ts";
import { createProducer } from "../../src/index.ts";
import { silentLogger, systemClock } from "../../src/runtime/index.ts";
import { root } from "../support/source-files.ts";
import type * as tasks from "./fixture/dev-app.ts";

/* What a user does with `lovage dev`, over its wire: real ports, threads and adapters, nothing played. */
let session: DevSession;
let facts: CloudFact[] = [];
let heard: ((fact: CloudFact) => void) | undefined;

beforeAll(async () => {
  const order = { files: ["test/flow/fixture/dev-app.ts"], port: 0, logLevel: "info", json: true } as const;
  const env = { LOVAGE_DEV_FLOW_TABLE: "another-deployment", AWS_PROFILE: "another" };
  const surroundings = { clock: systemClock, env, folder: root, logger: silentLogger };
  const tell = (fact: CloudFact) => {
    facts.push(fact);
    heard?.(fact);
  };
  session = await openDev(order, { ...surroundings, tell });
});

afterAll(() => session.close());

const shop = () =>
  createProducer<typeof tasks>({ name: "dev-flow", endpoint: session.endpoint, routes: { failing: "mail" } });

/** The attempts of which the function's log says this. */
const attempts = (message: string) =>
  facts
    .flatMap((fact) => (fact.type === "line" ? JSON.parse(fact.line) : []))
    .filter((line) => line.message === message)
    .map(({ attempt }) => attempt);

describe("a task in the embedded cloud", () => {
  it("is run by its function, and its result comes back", async () => {
    const result = await shop().task("add").delay(4, 4);
    expect(await result.get({ timeout: "20s" })).toBe(8);
    expect(await result.state()).toBe("SUCCESS");
  });

  it("is run again in place after a failure, until it works", async () => {
    facts = [];
    const result = await shop().task("flaky").delay(2);
    expect(await result.get({ timeout: "20s" })).toBe(3);
    expect(attempts("task will be retried")).toEqual([1, 2]);
  });

  it("that fails for good says why, and lies among the dead letters", async () => {
    const result = await shop().task("failing").delay("no such mail");
    await expect(result.get({ timeout: "20s" })).rejects.toThrow(/no such mail/);
    const { endpoint } = session;
    const sqs = new SQSClient({
      endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "a" },
    });
    const QueueUrl = `${endpoint}/000000000000/dev-flow-mail-dead-letters`;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MessageAttributeNames: ["All"] }),
    );
    sqs.destroy();
    expect(Messages[0]?.MessageAttributes).toMatchObject({
      "lovage.reason": { StringValue: "FAILED" },
      "lovage.error": { StringValue: "TypeError: no such mail" },
      "lovage.id": { StringValue: result.id },
    });
  });

  it("that costs a worker its life is told of, and the next tasks have another worker", async () => {
    const failed = new Promise<CloudFact>((resolve) => {
      heard = (fact) => fact.type === "invocation-failed" && resolve(fact);
    });
    await shop().task("fatal").delay();
    expect(await failed).toMatchObject({ error: { errorType: "Runtime.ExitError" } });
    const result = await shop().task("add").delay(1, 1);
    expect(await result.get({ timeout: "20s" })).toBe(2);
  });

  it("is told where the cloud is by its environment, and nothing else is", async () => {
    const result = await shop().task("environment").delay();
    const { endpoint } = session;
    expect(await result.get({ timeout: "20s" })).toMatchObject({
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      LOVAGE_DEV_FLOW_TABLE: "dev-flow-tasks",
      LOVAGE_DEV_FLOW_QUEUES: JSON.stringify({
        default: `${endpoint}/000000000000/dev-flow-default`,
        mail: `${endpoint}/000000000000/dev-flow-mail`,
      }),
      LOVAGE_PARTIAL_RESPONSES: "1",
    });
  });
});
