import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  ResourceNotFoundException,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { sqsServer } from "./sqs-server.ts";

const arn = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${queue}`;

async function withDead(count: number) {
  const setup = await sqsServer();
  const { engine } = setup;
  const dead = engine.create("dead");
  const queue = engine.create("jobs", { redrive: { deadLetterQueue: "dead", maxReceiveCount: 1 } });
  for (let n = 0; n < count; n++) queue.send({ body: `${n}` });
  queue.receive({ max: 10, visibilityTimeout: 0 });
  queue.receive({ max: 10 });
  const start = (input = {}) =>
    setup.client.send(new StartMessageMoveTaskCommand({ SourceArn: arn("dead"), ...input }));
  const list = async (MaxResults?: number) =>
    (await setup.client.send(new ListMessageMoveTasksCommand({ SourceArn: arn("dead"), MaxResults }))).Results;
  const cancel = (TaskHandle: string | undefined) =>
    setup.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  return { ...setup, dead, queue, start, list, cancel };
}

describe("move tasks over the wire", () => {
  it("are started, run and listed", async () => {
    const { start, list, clock, queue } = await withDead(2);
    const startedAt = clock.now();
    await start();
    await clock.advance(0);
    expect(await list()).toEqual([
      {
        Status: "COMPLETED",
        SourceArn: arn("dead"),
        ApproximateNumberOfMessagesMoved: 2,
        ApproximateNumberOfMessagesToMove: 2,
        StartedTimestamp: startedAt,
      },
    ]);
    expect(queue.counts.visible).toBe(2);
  });

  it("have a handle while they run, and are cancelled by it", async () => {
    const { start, list, cancel, clock } = await withDead(5);
    const { TaskHandle } = await start({ DestinationArn: arn("jobs"), MaxNumberOfMessagesPerSecond: 1 });
    await clock.advance(1000);
    expect(await list()).toMatchObject([
      {
        TaskHandle,
        Status: "RUNNING",
        DestinationArn: arn("jobs"),
        MaxNumberOfMessagesPerSecond: 1,
        ApproximateNumberOfMessagesMoved: 2,
      },
    ]);
    expect(await cancel(TaskHandle)).toMatchObject({ ApproximateNumberOfMessagesMoved: 2 });
    const [cancelled] = (await list()) ?? [];
    expect(cancelled).toMatchObject({ Status: "CANCELLED", ApproximateNumberOfMessagesMoved: 2 });
    expect(cancelled).not.toHaveProperty("TaskHandle");
  });

  it("say in SQS's words why they failed", async () => {
    const { start, list, clock, engine } = await withDead(1);
    engine.delete("jobs");
    engine.create("other", { redrive: { deadLetterQueue: "dead", maxReceiveCount: 1 } });
    await start();
    await clock.advance(0);
    expect(await list()).toMatchObject([
      { Status: "FAILED", FailureReason: "AWS.SimpleQueueService.NonExistentQueue" },
    ]);
  });

  it("are refused in SQS's words", async () => {
    const { start, cancel, engine, client } = await withDead(1);
    engine.create("plain");
    await expect(start({ SourceArn: arn("none") })).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(start({ SourceArn: arn("none") })).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await expect(start({ SourceArn: "nonsense" })).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(start({ SourceArn: arn("plain") })).rejects.toThrow("must be configured as a Dead Letter Queue");
    await expect(start({ MaxNumberOfMessagesPerSecond: 501 })).rejects.toThrow("between 1 and 500");
    await expect(cancel("garbage")).rejects.toThrow("Value for parameter TaskHandle is invalid.");
    const unknown = btoa(JSON.stringify({ taskId: "x", sourceArn: arn("dead") }));
    await expect(cancel(unknown)).rejects.toThrow("Task does not exist.");
    const list = client.send(new ListMessageMoveTasksCommand({ SourceArn: arn("none") }));
    await expect(list).rejects.toBeInstanceOf(ResourceNotFoundException);
  });
});
