import { LovageError } from "../errors/index.ts";
import {
  type Broker,
  type DeadLetter,
  type Delivery,
  fittingAttributes,
  letterDeduplicationId,
  type Outgoing,
  type QueueDepth,
  type QueueKind,
  type ReceiveRequest,
  type SendFailure,
} from "../ports/index.ts";
import { isRefusal, type MessageAttributes, type NewMessage, type Queue, type QueueEngine } from "../queue/index.ts";
import type { Logger } from "../runtime/index.ts";
import { isFifo, queuesNamed, variables } from "../settings/index.ts";
import { MemoryQueues } from "./memory-queues.ts";
import { toDelivery } from "./to-delivery.ts";

/** The broker on the queue engine: SQS's semantics without a wire. */
export class MemoryBroker implements Broker {
  readonly #queues: MemoryQueues;
  readonly #app: string;
  readonly #logger: Logger;

  constructor(engine: QueueEngine, app: string, logger: Logger) {
    this.#queues = new MemoryQueues(engine, app);
    this.#app = app;
    this.#logger = logger;
  }

  async send(message: Outgoing): Promise<void> {
    this.#on(message.queue, "SendMessage", (queue) => queue.send(newMessage(message)));
  }

  async sendBatch(name: string, messages: readonly Outgoing[]): Promise<readonly SendFailure[]> {
    const answers = this.#on(name, "SendMessageBatch", (queue) => queue.sendBatch(messages.map(newMessage)));
    return answers.flatMap((answer, index) => (isRefusal(answer) ? { index, problem: problemOf(answer) } : []));
  }

  async receive(request: ReceiveRequest): Promise<readonly Delivery[]> {
    const { queue: name, kind, max, waitSeconds, visibilitySeconds, signal } = request;
    const visibilityTimeout = visibilitySeconds === undefined ? undefined : visibilitySeconds * 1_000;
    if (signal?.aborted) return [];
    try {
      const poll = { max, wait: waitSeconds * 1_000, visibilityTimeout, signal };
      const messages = await this.#queueOf(name, kind).poll(poll);
      return messages.map((message) => toDelivery(name, message));
    } catch (error) {
      if (signal?.aborted) return [];
      throw this.#translated(error, name, "ReceiveMessage");
    }
  }

  async acknowledge(name: string, receipts: readonly string[], kind?: QueueKind): Promise<void> {
    const queue = this.#queueOf(name, kind);
    const problems: string[] = [];
    for (const receipt of receipts) {
      try {
        queue.delete(receipt);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        problems.push(problemOf(error));
      }
    }
    if (problems.length === 0) return;
    this.#logger.warn({ queue: name, problems }, "messages could not be deleted and will be redelivered");
  }

  async hide(name: string, receipt: string, seconds: number, kind?: QueueKind): Promise<void> {
    this.#on(name, "ChangeMessageVisibility", (queue) => queue.changeVisibility(receipt, seconds * 1_000), kind);
  }

  async deadLetter(letter: DeadLetter): Promise<void> {
    const { queue: name, body, groupId } = letter;
    const fifo = isFifo(name) && { groupId: groupId ?? name, deduplicationId: letterDeduplicationId(letter) };
    const message = { body, attributes: typed(fittingAttributes(letter)), groupId, ...fifo };
    try {
      this.#queues.deadLetters(name).send(message);
    } catch (error) {
      throw this.#translated(error, name, "SendMessage");
    }
  }

  async depth(name: string, kind?: QueueKind): Promise<QueueDepth> {
    return this.#queueOf(name, kind).counts;
  }

  async purge(name: string, kind?: QueueKind): Promise<void> {
    this.#queueOf(name, kind).purge();
  }

  async queues(): Promise<readonly string[]> {
    return queuesNamed(this.#app, this.#queues.names);
  }

  #queueOf(name: string, kind: QueueKind = "queue"): Queue {
    if (kind === "queue") return this.#queues.queue(name);
    return kind === "deadLetters" ? this.#queues.deadLetters(name) : this.#queues.undelivered;
  }

  #on<T>(name: string, operation: string, act: (queue: Queue) => T, kind?: QueueKind): T {
    try {
      return act(this.#queueOf(name, kind));
    } catch (error) {
      throw this.#translated(error, name, operation);
    }
  }

  #translated(error: unknown, queue: string, operation: string): unknown {
    if (!isRefusal(error)) return error;
    if (error.detail.fault === "QueueDoesNotExist") {
      const { queues } = variables(this.#app);
      const queueName = this.#queues.nameOf(queue);
      return new LovageError("QUEUE_NOT_FOUND", { queue, queueName, variable: queues }, { cause: error });
    }
    const problem = problemOf(error).replace(/\.$/, "");
    return new LovageError("AWS_REFUSED", { service: "SQS", operation, problem }, { cause: error });
  }
}

function newMessage({ body, delaySeconds, groupId, deduplicationId, attributes }: Outgoing): NewMessage {
  const delay = delaySeconds === undefined ? undefined : delaySeconds * 1_000;
  return { body, delay, groupId, deduplicationId, ...(attributes && { attributes: typed(attributes) }) };
}

function typed(attributes: Readonly<Record<string, string>>): MessageAttributes {
  const entries = Object.entries(attributes);
  return Object.fromEntries(entries.map(([name, stringValue]) => [name, { dataType: "String", stringValue }]));
}

function problemOf({ detail }: LovageError<"QUEUE_REFUSED">): string {
  return `${detail.fault}: ${detail.problem}`;
}
