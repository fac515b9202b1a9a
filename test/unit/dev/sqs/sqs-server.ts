import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import { sqsService } from "../../../../src/dev/sqs/index.ts";
import { handleAwsJson, type RequestContext, type Service } from "../../../../src/dev/wire/index.ts";
import { QueueEngine, type QueueEngineOptions } from "../../../../src/queue/index.ts";
import { FrozenClock, uuidIds } from "../../../../src/runtime/index.ts";

/** SQS on a port of its own, with a client of the AWS SDK for it. All of it is gone when the test is over. */
export async function sqsServer(options: Partial<QueueEngineOptions> = {}) {
  const clock = new FrozenClock();
  const engine = new QueueEngine({ clock, ids: uuidIds(clock), ...options });
  const arrivals: ((context: RequestContext) => void)[] = [];
  const service = announced(sqsService(engine), (context) => arrivals.shift()?.(context));
  const handle = handleAwsJson([service], { ids: uuidIds(clock) });
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SQSClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    engine.close();
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  /** The next ReceiveMessage that reaches the server, once it waits at its queue. */
  const nextReceive = () => new Promise<RequestContext>((resolve) => arrivals.push(resolve));
  const url = (queue: string) => `${endpoint}/000000000000/${queue}`;
  return { clock, engine, endpoint, client, nextReceive, url };
}

/** A service that says when a ReceiveMessage has begun. */
function announced(service: Service, arrived: (context: RequestContext) => void): Service {
  const receive = service.operations.ReceiveMessage;
  if (!receive) throw new Error("no ReceiveMessage");
  const ReceiveMessage: typeof receive = (input, context) => {
    const output = receive(input, context);
    arrived(context);
    return output;
  };
  return { ...service, operations: { ...service.operations, ReceiveMessage } };
}
