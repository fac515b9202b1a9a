import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type {
  Broker,
  DeadLetter,
  Delivery,
  Outgoing,
  QueueDepth,
  QueueKind,
  ReceiveRequest,
  SendFailure,
} from "../ports/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { queuesNamed, type Settings } from "../settings/index.ts";
import { sendRemaining } from "./send-remaining.ts";
import type { ServiceLink } from "./service-link.ts";
import { deleteBatchRequest, failureOf, type Placed, refusal, sendBatchRequest } from "./sqs/batch-request.ts";
import { deadLetterRequest } from "./sqs/dead-letter-request.ts";
import { listQueueNames } from "./sqs/list-queue-names.ts";
import { lookUpQueueUrls } from "./sqs/look-up-queue-urls.ts";
import { outgoingEntry } from "./sqs/outgoing-entry.ts";
import type { QueueUrls } from "./sqs/queue-urls.ts";
import { receiveRequest } from "./sqs/receive-request.ts";
import { toDelivery } from "./sqs/to-delivery.ts";

/** How much longer than a long poll its answer may take, in seconds. */
const ANSWER_SECONDS = 10;

/** The broker on SQS. What is sent is planned in sqs/; here it is only sent. */
export class AwsBroker implements Broker {
  readonly #sqs: ServiceLink<SQSClient>;
  readonly #app: string;
  readonly #runtime: Runtime;
  readonly #urls: QueueUrls;

  constructor(sqs: ServiceLink<SQSClient>, settings: Settings, runtime: Runtime) {
    this.#sqs = sqs;
    this.#app = settings.name;
    this.#runtime = runtime;
    this.#urls = lookUpQueueUrls(sqs, settings);
  }

  async send(message: Outgoing): Promise<void> {
    const QueueUrl = await this.#urls.of(message.queue);
    const command = new SendMessageCommand({ QueueUrl, ...outgoingEntry(message) });
    await this.#sqs.call("SendMessage", (client) => client.send(command), {
      absent: this.#urls.absent(message.queue),
    });
  }

  async sendBatch(queue: string, messages: readonly Outgoing[]): Promise<readonly SendFailure[]> {
    if (messages.length === 0) return [];
    const url = await this.#urls.of(queue);
    const failures = new Map<number, SendFailure>();
    const sendSome = async (placed: readonly Placed[]) => {
      const command = new SendMessageBatchCommand(sendBatchRequest(url, placed));
      const absent = this.#urls.absent(queue);
      const sent = this.#sqs.call("SendMessageBatch", (client) => client.send(command), { absent });
      const { Failed = [] } = await sent.catch((error: unknown) => {
        // Once a part of the batch is sent, its caller has to hear of that part too.
        if (failures.size === 0) throw error;
        return { Failed: placed.map(([index]) => refusal(index, error)) };
      });
      for (const [index] of placed) failures.delete(index);
      for (const entry of Failed) failures.set(Number(entry.Id), failureOf(entry));
      const again = new Set(Failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Number(Id)));
      return placed.filter(([index]) => again.has(index));
    };
    await sendRemaining([...messages.entries()], sendSome, this.#runtime);
    return [...failures.values()].sort((a, b) => a.index - b.index);
  }

  async receive(request: ReceiveRequest): Promise<readonly Delivery[]> {
    const { queue, kind, waitSeconds, signal } = request;
    const url = await this.#urls.of(queue, kind);
    if (signal?.aborted) return [];
    const command = new ReceiveMessageCommand(receiveRequest(url, request));
    const requestTimeout = (waitSeconds + ANSWER_SECONDS) * 1_000;
    const how = { requestTimeout, ...(signal && { abortSignal: signal }) };
    try {
      const { Messages = [] } = await this.#sqs.call("ReceiveMessage", (client) => client.send(command, how), {
        absent: this.#urls.absent(queue, kind),
        longPoll: true,
      });
      return Messages.map((message) => toDelivery(queue, message));
    } catch (error) {
      if (signal?.aborted) return [];
      throw error;
    }
  }

  async acknowledge(queue: string, receipts: readonly string[], kind?: QueueKind): Promise<void> {
    if (receipts.length === 0) return;
    const command = new DeleteMessageBatchCommand(deleteBatchRequest(await this.#urls.of(queue, kind), receipts));
    const { Failed = [] } = await this.#sqs.call("DeleteMessageBatch", (client) => client.send(command), {
      absent: this.#urls.absent(queue, kind),
    });
    if (Failed.length === 0) return;
    const problems = Failed.map((entry) => failureOf(entry).problem);
    this.#runtime.logger.warn({ queue, problems }, "messages could not be deleted and will be redelivered");
  }

  async hide(queue: string, receipt: string, seconds: number, kind?: QueueKind): Promise<void> {
    const command = new ChangeMessageVisibilityCommand({
      QueueUrl: await this.#urls.of(queue, kind),
      ReceiptHandle: receipt,
      VisibilityTimeout: seconds,
    });
    await this.#sqs.call("ChangeMessageVisibility", (client) => client.send(command), {
      absent: this.#urls.absent(queue, kind),
    });
  }

  async deadLetter(letter: DeadLetter): Promise<void> {
    const url = await this.#urls.of(letter.queue, "deadLetters");
    const command = new SendMessageCommand(deadLetterRequest(url, letter));
    await this.#sqs.call("SendMessage", (client) => client.send(command), {
      absent: this.#urls.absent(letter.queue, "deadLetters"),
    });
  }

  async depth(queue: string, kind?: QueueKind): Promise<QueueDepth> {
    const command = new GetQueueAttributesCommand({
      QueueUrl: await this.#urls.of(queue, kind),
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ],
    });
    const { Attributes = {} } = await this.#sqs.call("GetQueueAttributes", (client) => client.send(command), {
      absent: this.#urls.absent(queue, kind),
    });
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
      delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    };
  }
  async purge(queue: string, kind?: QueueKind): Promise<void> {
    const command = new PurgeQueueCommand({ QueueUrl: await this.#urls.of(queue, kind) });
    await this.#sqs.call("PurgeQueue", (client) => client.send(command), {
      absent: this.#urls.absent(queue, kind),
    });
  }

  async queues(): Promise<readonly string[]> {
    return queuesNamed(this.#app, await listQueueNames(this.#sqs, this.#app));
  }
}
