import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CloudFact,
  type CloudOptions,
  type EmbeddedCloud,
  healthPath,
  startEmbeddedCloud,
} from "../../../../src/dev/index.ts";
import { FrozenClock, uuidIds } from "../../../../src/runtime/index.ts";

let clock: FrozenClock;
let folder: string;
let files = 0;
let undo: (() => unknown)[];
let facts: CloudFact[];
let heard: ((fact: CloudFact) => void) | undefined;

beforeEach(() => {
  clock = new FrozenClock();
  folder = mkdtempSync(join(tmpdir(), "lovage-cloud-"));
  undo = [() => rmSync(folder, { recursive: true })];
  facts = [];
  heard = undefined;
});

afterEach(async () => {
  for (const step of undo.reverse()) await step();
});

async function start(options: Partial<CloudOptions> = {}): Promise<EmbeddedCloud> {
  const tell = (fact: CloudFact) => {
    facts.push(fact);
    heard?.(fact);
  };
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0, tell, ...options });
  undo.push(() => cloud.close(0));
  return cloud;
}

const next = (type: CloudFact["type"]) =>
  new Promise<CloudFact>((resolve) => {
    heard = (fact) => fact.type === type && resolve(fact);
  });

function clients({ endpoint }: EmbeddedCloud) {
  const config = { endpoint, region: "eu-north-1", credentials: { accessKeyId: "any", secretAccessKey: "any" } };
  const [sqs, dynamodb] = [new SQSClient(config), new DynamoDBClient(config)];
  undo.push(
    () => sqs.destroy(),
    () => dynamodb.destroy(),
  );
  return { sqs, dynamodb };
}

function code(text: string): string {
  const file = join(folder, `code-${files++}.mjs`);
  writeFileSync(file, text);
  return file;
}

const table = {
  TableName: "shop-tasks",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
};
const worker = { name: "worker", env: {}, timeout: 20_000, mappings: [{ queueName: "mail" }] };
const item = { pk: { S: "a" }, n: { N: "1" } };

describe("one endpoint", () => {
  it("answers for SQS and for DynamoDB, whatever region and keys the client has", async () => {
    const cloud = await start({ queues: [{ name: "mail" }], tables: [table] });
    const { sqs, dynamodb } = clients(cloud);
    const QueueUrl = `${cloud.endpoint}/000000000000/mail`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(["hello"]);
    await dynamodb.send(new PutItemCommand({ TableName: "shop-tasks", Item: item }));
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: "shop-tasks", Key: { pk: { S: "a" } } }));
    expect(Item).toEqual(item);
  });

  it("says that it is up", async () => {
    const answer = await fetch((await start()).endpoint + healthPath);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({
        status: "running",
        services: ["AmazonSQS", "AWSEvents", "GraniteServiceVersion20100801", "DynamoDB_20120810", "Scheduler", "S3"],
      }),
    ]);
  });

  it("says that there is nothing at another path", async () => {
    expect((await fetch(`${(await start()).endpoint}/favicon.ico`)).status).toBe(404);
  });

  it("answers for a service that it does not play with an error of AWS's form", async () => {
    const headers = { "x-amz-target": "AWSGlue.GetJobs", "content-type": "application/x-amz-json-1.1" };
    const answer = await fetch((await start()).endpoint, { method: "POST", headers, body: "{}" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      __type: expect.stringMatching(/UnknownOperationException$/),
      message: expect.stringContaining("AWSGlue"),
    });
  });

  it("outlives a client that hangs up in the middle of a request", async () => {
    const cloud = await start({ tables: [table] });
    const { port } = new URL(cloud.endpoint);
    for (const target of ["DynamoDB_20120810.PutItem", "AmazonSQS.ListQueues"]) {
      const socket = connect(Number(port), "127.0.0.1");
      const head = ["POST / HTTP/1.1", "Host: localhost", `X-Amz-Target: ${target}`, "Content-Length: 100", "", "{"];
      socket.write(head.join("\r\n"), () => socket.destroy());
      await once(socket, "close");
    }
    expect((await fetch(cloud.endpoint)).status).toBe(200);
  });
});

describe("who may ask", () => {
  const ask = async (cloud: EmbeddedCloud, headers: Record<string, string>) => {
    const { port } = new URL(cloud.endpoint);
    const asked = request({ port, host: "127.0.0.1", path: healthPath, headers, agent: false }).end();
    const [response] = await once(asked, "response");
    response.resume();
    return response.statusCode;
  };

  it("is a program that addresses this machine", async () => {
    const cloud = await start();
    const hosts = [
      "localhost:4566",
      "127.0.0.1",
      "[::1]:4566",
      "sqs.localhost",
      "sqs.us-east-1.localhost.localstack.cloud:4566",
      "host.docker.internal:4566",
    ];
    for (const host of hosts) expect([host, await ask(cloud, { host })]).toEqual([host, 200]);
    expect(await ask(cloud, { host: "localhost", origin: "http://localhost:3000" })).toBe(200);
  });

  it("is no page of a browser, under whatever name it reaches us", async () => {
    const cloud = await start();
    expect(await ask(cloud, { host: "rebound.example:4566" })).toBe(403);
    expect(await ask(cloud, { host: "127.0.0.1:4566", origin: "https://evil.example" })).toBe(403);
    expect(await ask(cloud, { host: "127.0.0.1:4566", origin: "null" })).toBe(403);
  });
});

describe("the port", () => {
  it("is refused when it is asked for and taken", async () => {
    const { port } = new URL((await start()).endpoint);
    await expect(start({ port: Number(port) })).rejects.toMatchObject({ code: "PORT_TAKEN" });
  });

  it("is another one when none is asked for and the usual one is taken", async () => {
    const both = [await start({ port: undefined }), await start({ port: undefined })];
    expect(new Set(both.map(({ endpoint }) => endpoint)).size).toBe(2);
  });
});

describe("a function", () => {
  it("is handed what comes to its queue, and what it handles is deleted", async () => {
    const cloud = await start({ queues: [{ name: "mail" }] });
    cloud.deploy({
      ...worker,
      code: code("export const handler = async (event) => { for (const one of event.Records) console.log(one.body) }"),
    });
    const answered = next("batch-answered");
    cloud.engine.queue("mail").send({ body: "hello" });
    await answered;
    expect(facts).toContainEqual({ function: "worker", type: "line", stream: "stdout", line: "hello" });
    expect(cloud.engine.queue("mail").counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("can be asked directly, beside its queues", async () => {
    const cloud = await start({ queues: [{ name: "mail" }] });
    cloud.deploy({ ...worker, code: code("export const handler = async (event) => ({ asked: event.what })") });
    expect(await cloud.invoke("worker", '{"what":"the time"}')).toEqual({
      kind: "returned",
      payload: '{"asked":"the time"}',
    });
    await expect(cloud.invoke("nobody", "{}")).rejects.toThrow("no function is named nobody");
  });

  it("that is deployed again runs its new code, and is called for its new queues as well", async () => {
    const cloud = await start({ queues: [{ name: "mail" }] });
    cloud.deploy({ ...worker, code: code("export const handler = async () => console.log('old')") });
    cloud.provide({ name: "photos" });
    const mappings = [{ queueName: "mail" }, { queueName: "photos" }];
    cloud.deploy({ ...worker, mappings, code: code("export const handler = async () => console.log('new')") });
    for (const name of ["mail", "photos"]) {
      const answered = next("batch-answered");
      cloud.engine.queue(name).send({ body: "hello" });
      expect(await answered).toMatchObject({ queue: name });
    }
    expect(facts.flatMap((fact) => (fact.type === "line" ? fact.line : []))).toEqual(["new", "new"]);
  });

  it("is refused where it may run longer than its queue hides messages", async () => {
    const cloud = await start({ queues: [{ name: "mail", attributes: { visibilityTimeout: 10_000 } }] });
    expect(() => cloud.deploy({ ...worker, code: code("") })).toThrow(/INVALID_OPTION/);
  });

  it("that runs is waited for by close, and ended when the grace period is over", async () => {
    const cloud = await start({ queues: [{ name: "mail" }] });
    cloud.deploy({ ...worker, code: code("export const handler = () => new Promise(() => console.log('in'))") });
    const inside = next("line");
    cloud.engine.queue("mail").send({ body: "hello" });
    await inside;
    let closed = false;
    const closing = cloud.close(5_000).then(() => (closed = true));
    await clock.advance(4_999);
    expect(closed).toBe(false);
    await clock.advance(1);
    await closing;
    expect(facts.at(-1)).toMatchObject({ type: "batch-failed" });
    expect(clock.waiting).toBe(0);
    await expect(fetch(cloud.endpoint)).rejects.toThrow();
  });
});

describe("a data folder", () => {
  const kept = () => ({ dataFolder: join(folder, "data"), queues: [{ name: "mail" }], tables: [table] });

  it("keeps messages and items from one start to the next", async () => {
    const first = await start(kept());
    first.engine.queue("mail").send({ body: "hello" });
    await clients(first).dynamodb.send(new PutItemCommand({ TableName: "shop-tasks", Item: item }));
    await first.close();

    const second = await start({ ...kept(), queues: [{ name: "mail", attributes: { visibilityTimeout: 60_000 } }] });
    const mail = second.engine.queue("mail");
    expect(mail.receive().map(({ body }) => body)).toEqual(["hello"]);
    expect(mail.attributes.visibilityTimeout).toBe(60_000);
    const { Items } = await clients(second).dynamodb.send(new ScanCommand({ TableName: "shop-tasks" }));
    expect(Items).toEqual([item]);
  });

  it("belongs to one process at a time", async () => {
    await start(kept());
    await expect(start(kept())).rejects.toMatchObject({ code: "DATA_FOLDER_TAKEN", detail: { process: process.pid } });
  });

  it("of a process that has died is taken over", async () => {
    await (await start(kept())).close();
    writeFileSync(join(folder, "data", "lock"), "2147483646");
    expect((await start(kept())).engine.queue("mail").counts.visible).toBe(0);
  });

  it("is let go of when the start fails", async () => {
    const { port } = new URL((await start()).endpoint);
    await expect(start({ ...kept(), port: Number(port) })).rejects.toMatchObject({ code: "PORT_TAKEN" });
    await start(kept());
  });
});
