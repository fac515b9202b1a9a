import { LovageError } from "../errors/index.ts";
import { encodeMessage, MAX_MESSAGE_BYTES, messageBytes } from "../message/index.ts";
import type { Adapters, Outgoing, SendFailure } from "../ports/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Settings } from "../settings/index.ts";
import { checkArguments, checkSendOptions, currentTask } from "../task/index.ts";
import { planBatches } from "./plan-batches.ts";
import { type PlannedSend, planSend, type SendRequest } from "./plan-send.ts";

/** What a producer works with. The adapters may be a promise: AWS's clients are loaded at the first send. */
export interface ProducerSurroundings {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly adapters: () => Adapters | Promise<Adapters>;
}

/** A message that was accepted. */
export interface Sent {
  readonly id: string;
  readonly queue: string;
  readonly ignoreResult: boolean;
}

interface Prepared extends PlannedSend {
  readonly outgoing: Outgoing;
  readonly bytes: number;
}

/** Sends tasks. Knows names and arguments, never handlers. */
export class Producer {
  readonly #surroundings: ProducerSurroundings;
  readonly #origin = `lovage@${process.pid}`;

  constructor(surroundings: ProducerSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Sends one task: exactly one SendMessage.
   *
   * @throws LovageError INVALID_ARGUMENTS, UNKNOWN_OPTION, INVALID_OPTION, NOT_SERIALIZABLE, MESSAGE_TOO_LARGE,
   * QUEUE_NOT_FOUND, DELAY_ON_FIFO, GROUP_REQUIRED, TOO_MANY_HOPS, ENDPOINT_UNREACHABLE, AWS_REFUSED, NO_CREDENTIALS.
   * After an error nothing was sent.
   */
  async send(request: SendRequest): Promise<Sent> {
    // The schema's own output is the worker's business: what travels is what the caller gave.
    if (request.definition?.options.args) await checkArguments(request.definition, request.args);
    const prepared = this.#prepare(request);
    const { broker } = await this.#surroundings.adapters();
    await broker.send(prepared.outgoing);
    return sent(prepared);
  }

  /**
   * Sends many tasks: ceil(n / 10) calls for each queue (more when they are large). All are checked and encoded before
   * the first is sent.
   *
   * @throws LovageError as `send`, before anything is sent; BATCH_PARTLY_SENT when the queue did not accept some.
   */
  async sendMany(requests: readonly SendRequest[]): Promise<Sent[]> {
    const prepared: Prepared[] = [];
    for (const request of requests) {
      if (request.definition?.options.args) await checkArguments(request.definition, request.args);
      prepared.push(this.#prepare(request));
    }
    const { broker } = await this.#surroundings.adapters();
    const failures: SendFailure[] = [];
    for (const [queue, indexes] of byQueue(prepared)) {
      const entries = indexes.map((index) => ({
        index,
        bytes: prepared[index]?.bytes ?? 0,
        prepared: prepared[index] as Prepared,
      }));
      for (const batch of planBatches(entries)) {
        const refused = await broker
          .sendBatch(
            queue,
            batch.map((entry) => entry.prepared.outgoing),
          )
          .catch((error: unknown) => {
            // The batches before this one are sent; the error must not hide that.
            if (failures.length === 0 && batch[0]?.index === 0) throw error;
            return batch.map((_, index) => ({
              index,
              problem: error instanceof Error ? error.message : String(error),
            }));
          });
        for (const { index, problem } of refused) failures.push({ index: batch[index]?.index ?? index, problem });
      }
    }
    if (failures.length > 0) throw partlySent(prepared, failures);
    return prepared.map(sent);
  }

  #prepare(request: SendRequest): Prepared {
    const { settings, runtime } = this.#surroundings;
    if (request.options) checkSendOptions(request.options);
    const planned = planSend(request, {
      settings,
      now: runtime.clock.now(),
      newId: runtime.ids,
      current: currentTask(),
    });
    const body = encodeMessage(planned.message, this.#origin);
    const bytes = messageBytes(body);
    if (bytes > MAX_MESSAGE_BYTES) {
      throw new LovageError("MESSAGE_TOO_LARGE", { task: request.task, bytes, limit: MAX_MESSAGE_BYTES });
    }
    return { ...planned, outgoing: outgoing(planned, body), bytes };
  }
}

function outgoing({ queue, delaySeconds, groupId, deduplicationId }: PlannedSend, body: string): Outgoing {
  return {
    queue,
    body,
    ...(delaySeconds === undefined ? undefined : { delaySeconds }),
    ...(groupId === undefined ? undefined : { groupId }),
    ...(deduplicationId === undefined ? undefined : { deduplicationId }),
  };
}

function sent({ message, queue }: PlannedSend): Sent {
  return { id: message.id, queue, ignoreResult: message.ignoreResult };
}

function byQueue(prepared: readonly Prepared[]): Map<string, number[]> {
  const queues = new Map<string, number[]>();
  for (const [index, { queue }] of prepared.entries()) {
    const indexes = queues.get(queue);
    if (indexes) indexes.push(index);
    else queues.set(queue, [index]);
  }
  return queues;
}

function partlySent(prepared: readonly Prepared[], failures: readonly SendFailure[]): LovageError {
  const failed = failures.map(({ index, problem }) => ({ index, taskId: prepared[index]?.message.id ?? "", problem }));
  return new LovageError("BATCH_PARTLY_SENT", { sent: prepared.length - failures.length, failed });
}
