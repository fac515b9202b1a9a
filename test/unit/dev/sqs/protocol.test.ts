import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { handleAwsJson, type Service } from "../../../../src/dev/wire/index.ts";
import { sqsServer } from "./sqs-server.ts";

async function call(endpoint: string, target: string | undefined, body: string, headers = {}) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      ...(target ? { "x-amz-target": target } : {}),
      "content-type": "application/x-amz-json-1.0",
      ...headers,
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

describe("the AWS JSON protocol", () => {
  it("answers with the type, a request id and the length", async () => {
    const { endpoint, engine } = await sqsServer();
    engine.create("jobs");
    const answer = await call(endpoint, "AmazonSQS.DeleteQueue", '{"QueueUrl":"jobs"}');
    expect(answer.status).toBe(200);
    expect(answer.text).toBe("{}");
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("answers a fault in the form of SQS, with the code that the Query protocol had", async () => {
    const { endpoint } = await sqsServer();
    const answer = await call(endpoint, "AmazonSQS.DeleteQueue", '{"QueueUrl":"http://x/1/none"}');
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual({
      __type: "com.amazonaws.sqs#QueueDoesNotExist",
      message: "The specified queue does not exist.",
    });
    expect(answer.headers.get("x-amzn-query-error")).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
  });

  it("tells what is no operation, no service, no target", async () => {
    const { endpoint } = await sqsServer();
    for (const [target, problem] of [
      ["AmazonSQS.Frobnicate", 'AmazonSQS has no operation "Frobnicate" here.'],
      ["AmazonSQS.constructor", 'AmazonSQS has no operation "constructor" here.'],
      ["AmazonSNS.Publish", 'There is no service "AmazonSNS" here.'],
      [undefined, "The request has no header X-Amz-Target: <service>.<operation>."],
    ]) {
      const answer = await call(endpoint, target, "{}");
      expect(answer.status).toBe(400);
      expect(answer.json()).toEqual({ __type: "com.amazon.coral.service#UnknownOperationException", message: problem });
    }
  });

  it("tells what is no JSON, what has the wrong type, and what is missing", async () => {
    const { endpoint } = await sqsServer();
    for (const [operation, body, type, problem] of [
      ["SendMessage", "{", "SerializationException", "The request's body is not JSON."],
      ["SendMessage", "[]", "SerializationException", "the request is a list where an object is expected."],
      ["SendMessage", '{"QueueUrl":1}', "SerializationException", "QueueUrl is a number where a string is expected."],
      [
        "ReceiveMessage",
        '{"QueueUrl":"x","WaitTimeSeconds":"1"}',
        "SerializationException",
        "WaitTimeSeconds is a string where an integer is expected.",
      ],
      [
        "TagQueue",
        '{"QueueUrl":"x","Tags":["a"]}',
        "SerializationException",
        "Tags is a list where an object is expected.",
      ],
      [
        "SendMessageBatch",
        '{"QueueUrl":"x","Entries":{}}',
        "SerializationException",
        "Entries is an object where a list is expected.",
      ],
      [
        "SendMessage",
        '{"QueueUrl":"x","MessageBody":"a","MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":"%"}}}',
        "SerializationException",
        "BinaryValue is a string where base64 is expected.",
      ],
      ["SendMessage", "", "MissingRequiredParameterException", "The request must contain the parameter QueueUrl."],
      [
        "SendMessage",
        '{"QueueUrl":null}',
        "MissingRequiredParameterException",
        "The request must contain the parameter QueueUrl.",
      ],
    ] as const) {
      const answer = await call(endpoint, `AmazonSQS.${operation}`, body);
      expect(answer.status).toBe(400);
      expect(answer.json()).toEqual({ __type: `com.amazon.coral.service#${type}`, message: problem });
    }
  });

  it("refuses a request that is too large, and says so", async () => {
    const { endpoint } = await sqsServer();
    const answer = await call(endpoint, "AmazonSQS.SendMessage", "x".repeat(17 * 1_048_576));
    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject({ __type: "com.amazon.coral.service#RequestEntityTooLargeException" });
  });

  it("answers the Query protocol in its own XML, with what to do", async () => {
    const { endpoint } = await sqsServer();
    const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const answer = await call(endpoint, undefined, "Action=ListQueues&Version=2012-11-05", form);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/^<\?xml .*<Type>Sender<\/Type><Code>UnsupportedProtocol<\/Code>/);
    expect(answer.text).toContain("boto3 1.28.82");
  });

  it("answers a failure of ours as one, logs it, and goes on", async () => {
    const logged: object[] = [];
    const log = (fields: object) => void logged.push(fields);
    const logger = { debug: log, info: log, warn: log, error: log, child: () => logger };
    const failure = new Error("broken");
    const service: Service = {
      target: "Broken",
      jsonVersion: "1.1",
      operations: {
        Fail: () => {
          throw failure;
        },
        Work: () => ({ fine: true }),
      },
    };
    const handle = handleAwsJson([service], { ids: () => "request-1", logger });
    const server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await call(endpoint, "Broken.Fail", "{}");
    expect(answer.status).toBe(500);
    expect(answer.json()).toMatchObject({ __type: "com.amazon.coral.service#InternalFailure" });
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(answer.headers.get("x-amzn-requestid")).toBe("request-1");
    expect(logged).toEqual([{ err: failure }]);
    expect((await call(endpoint, "Broken.Work", "{}")).json()).toEqual({ fine: true });
    server.closeAllConnections();
  });
});
