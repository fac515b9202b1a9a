import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { onTestFinished } from "vitest";
import type { TickFact, TickFaults } from "../../../../src/dev/beat/index.ts";
import { eventBridge } from "../../../../src/dev/eventbridge/index.ts";
import { scheduler } from "../../../../src/dev/scheduler/index.ts";
import { handleAwsJson } from "../../../../src/dev/wire/index.ts";
import { QueueEngine } from "../../../../src/queue/index.ts";
import { FrozenClock, uuidIds } from "../../../../src/runtime/index.ts";

/** How a cloud of ticks is to be. */
export interface TickCloudOptions {
  /** @default stands at 2026-01-01T00:00:00Z */
  readonly clock?: FrozenClock;
  readonly dataFolder?: string;
  readonly faults?: TickFaults;
  /** @default 0, the beginning of every window */
  readonly random?: () => number;
}

/** Queues, EventBridge and Scheduler on a port of their own, with clients of the AWS SDK. All of it is gone when the test is over. */
export async function tickCloud(options: TickCloudOptions = {}) {
  const { clock = new FrozenClock(), random = () => 0, ...rest } = options;
  const ids = uuidIds(clock);
  const engine = new QueueEngine({ clock, ids });
  const facts: TickFact[] = [];
  const parts = { clock, ids, engine, tell: (fact: TickFact) => facts.push(fact), ...rest };
  const events = eventBridge(parts);
  const schedules = scheduler({ ...parts, random });
  const awsJson = handleAwsJson([events.service], { ids });
  const server = createServer((request, response) => {
    void (schedules.owns(request) ? schedules.handle : awsJson)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const config = { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
  const [client, schedulerClient] = [new EventBridgeClient(config), new SchedulerClient(config)];
  const close = async () => {
    events.close();
    schedules.close();
    engine.close();
    client.destroy();
    schedulerClient.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);

  /** Takes the messages out of a queue: their bodies, in the order in which they came. */
  const bodies = (queue: string) => received(queue).map(({ body }) => body);
  /** Takes the messages out of a queue. */
  const received = (name: string) => {
    const queue = engine.queue(name);
    const messages = [];
    for (let batch = queue.receive({ max: 10 }); batch.length > 0; batch = queue.receive({ max: 10 })) {
      for (const message of batch) {
        messages.push(message);
        queue.delete(message.receiptHandle);
      }
    }
    return messages;
  };
  return { clock, engine, events, schedules, client, schedulerClient, endpoint, facts, bodies, received, close };
}

/** The ARN of a queue. */
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** The error that a promise rejects with. */
export async function faultOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("It was not refused.");
}
