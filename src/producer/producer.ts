import { LovageError } from "../errors/index.ts";
import { encodeMessage, MAX_MESSAGE_BYTES, messageBytes } from "../message/index.ts";
import type { Adapters, DelayedMessage, Delays, Outgoing } from "../ports/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Settings } from "../settings/index.ts";
import { checkArguments, checkSendOptions, currentTask } from "../task/index.ts";
import { keeperOf } from "./keeper-of.ts";
import { planBatches } from "./plan-batches.ts";
import { type PlannedSend, planSend, type SendRequest } from "./plan-send.ts";
import { Tally } from "./tally.ts";

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
  /** Not before when it runs, in milliseconds since 1970. */
  readonly eta?: number;
}

/** How many messages are given to the world that keeps them at the same time. */
const SIDE_BY_SIDE = 32;

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
   * Sends one task: exactly one SendMessage, or one CreateSchedule where its eta is beyond what SQS delays.
   *
   * @throws LovageError INVALID_ARGUMENTS, UNKNOWN_OPTION, INVALID_OPTION, NOT_SERIALIZABLE, MESSAGE_TOO_LARGE,
   * QUEUE_NOT_FOUND, DELAY_ON_FIFO, DELAY_TOO_LONG, DELAYED_TOO_LARGE, GROUP_REQUIRED, TOO_MANY_HOPS, ENDPOINT_UNREACHABLE, AWS_REFUSED, NO_CREDENTIALS.
   * After an error nothing was sent.
   */
  async send(request: SendRequest): Promise<Sent> {
    // The schema's own output is the worker's business: what travels is what the caller gave.
    if (request.definition?.options.args) await checkArguments(request.definition, request.args);
    const prepared = this.#prepare(request);
    const { broker, delays } = await this.#surroundings.adapters();
    const keeper = this.#keeper(prepared, delays);
    if (keeper) await keeper.put(delayed(prepared));
    else await broker.send(prepared.outgoing);
    return sent(prepared);
  }

  /**
   * Sends many tasks: ceil(n / 10) calls for each queue (more when they are large), and one for each whose eta is beyond what
   * SQS delays. All are checked and encoded before the first is sent.
   *
   * @throws LovageError as `send`, before anything is sent; BATCH_PARTLY_SENT when some were not accepted.
   */
  async sendMany(requests: readonly SendRequest[]): Promise<Sent[]> {
    const prepared: Prepared[] = [];
    for (const request of requests) {
      if (request.definition?.options.args) await checkArguments(request.definition, request.args);
      prepared.push(this.#prepare(request));
    }
    const { broker, delays } = await this.#surroundings.adapters();
    const tally = new Tally(prepared);
    const [kept, queued] = parted(prepared, (one) => this.#keeper(one, delays) !== undefined);
    for (const [queue, entries] of byQueue(queued)) {
      for (const batch of planBatches(entries)) {
        const outgoing = batch.map((entry) => entry.prepared.outgoing);
        await tally.take(
          batch.map(({ index }) => index),
          () => broker.sendBatch(queue, outgoing),
        );
      }
    }
    // The first goes alone: its error, as long as nothing is sent, is thrown as it is.
    for (let from = 0, to = 1; from < kept.length; from = to, to += SIDE_BY_SIDE) {
      const some = kept.slice(from, to);
      await Promise.all(
        some.map((entry) =>
          tally.take([entry.index], async () => {
            await delays?.put(delayed(entry.prepared));
            return [];
          }),
        ),
      );
    }
    tally.close();
    return prepared.map(sent);
  }

  #keeper(prepared: Prepared, delays: Delays | undefined): Delays | undefined {
    const { settings, runtime } = this.#surroundings;
    return keeperOf(prepared, prepared.outgoing.body, delays, { settings, now: runtime.clock.now() });
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
  const { id, ignoreResult, eta } = message;
  return { id, queue, ignoreResult, ...(eta !== undefined && { eta }) };
}

function delayed({ message, waitsUntil = 0, outgoing }: Prepared): DelayedMessage {
  const { delaySeconds: _, ...rest } = outgoing;
  return { ...rest, id: message.id, task: message.task, eta: waitsUntil };
}

interface Entry {
  readonly index: number;
  readonly bytes: number;
  readonly prepared: Prepared;
}

function parted(all: readonly Prepared[], isKept: (prepared: Prepared) => boolean): readonly [Entry[], Entry[]] {
  const kept: Entry[] = [];
  const queued: Entry[] = [];
  for (const [index, prepared] of all.entries()) {
    (isKept(prepared) ? kept : queued).push({ index, bytes: prepared.bytes, prepared });
  }
  return [kept, queued];
}

function byQueue(entries: readonly Entry[]): Map<string, Entry[]> {
  const queues = new Map<string, Entry[]>();
  for (const entry of entries) {
    const known = queues.get(entry.prepared.queue);
    if (known) known.push(entry);
    else queues.set(entry.prepared.queue, [entry]);
  }
  return queues;
}
