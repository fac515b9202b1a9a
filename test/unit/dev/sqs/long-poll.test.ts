import { connect } from "node:net";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { sqsServer } from "./sqs-server.ts";

async function withQueue() {
  const setup = await sqsServer();
  const queue = setup.engine.create("jobs");
  const QueueUrl = setup.url("jobs");
  const poll = (abortSignal?: AbortSignal) =>
    setup.client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), { abortSignal });
  const hungUp = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  return { ...setup, queue, QueueUrl, poll, hungUp };
}

describe("a long poll over the wire", () => {
  it("is answered as soon as a message is sent", async () => {
    const { poll, nextReceive, client, QueueUrl } = await withQueue();
    const arrived = nextReceive();
    const polled = poll();
    await arrived;
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }));
    expect(await polled).toMatchObject({ Messages: [{ Body: "a" }] });
  });

  it("is answered with nothing when its wait is over", async () => {
    const { poll, nextReceive, clock } = await withQueue();
    const arrived = nextReceive();
    const polled = poll();
    await arrived;
    await clock.advance(20_000);
    expect((await polled).Messages).toBeUndefined();
    expect(clock.waiting).toBe(0);
  });

  it("waits as long as the queue says when the request does not", async () => {
    const { client, queue, nextReceive, clock, QueueUrl } = await withQueue();
    queue.setAttributes({ receiveWait: 5000 });
    const arrived = nextReceive();
    const polled = client.send(new ReceiveMessageCommand({ QueueUrl }));
    await arrived;
    expect(clock.next).toBe(clock.now() + 5000);
    await clock.advance(5000);
    expect((await polled).Messages).toBeUndefined();
  });

  it("whose client has hung up loses no message: the next one gets it, as its first receive", async () => {
    const { poll, nextReceive, hungUp, queue, clock } = await withQueue();
    const abort = new AbortController();
    const arrived = nextReceive();
    const dead = poll(abort.signal);
    const hangUp = hungUp((await arrived).signal);
    abort.abort();
    await expect(dead).rejects.toMatchObject({ name: "AbortError" });
    await hangUp;
    expect(clock.waiting).toBe(0);
    queue.send({ body: "a" });
    await clock.advance(0);
    expect(queue.receive()).toMatchObject([{ body: "a", receiveCount: 1 }]);
  });

  it("whose client is cut off without a word loses no message either", async () => {
    const { endpoint, nextReceive, hungUp, queue, clock } = await withQueue();
    const { hostname, port } = new URL(endpoint);
    const arrived = nextReceive();
    const socket = connect(Number(port), hostname);
    const body = JSON.stringify({ QueueUrl: "jobs", WaitTimeSeconds: 20 });
    socket.write(
      `POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: AmazonSQS.ReceiveMessage\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const hangUp = hungUp((await arrived).signal);
    socket.destroy();
    await hangUp;
    queue.send({ body: "a" });
    await clock.advance(0);
    expect(queue.receive()).toMatchObject([{ body: "a", receiveCount: 1 }]);
  });

  it("is answered QueueDoesNotExist when its queue is deleted", async () => {
    const { poll, nextReceive, engine } = await withQueue();
    const arrived = nextReceive();
    const polled = poll();
    await arrived;
    engine.delete("jobs");
    await expect(polled).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });
});
