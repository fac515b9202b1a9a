import type { Adapters, Delays } from "../ports/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Settings } from "../settings/index.ts";
import { checkArguments, checkSendOptions, currentTask } from "../task/index.ts";
import { type Collapse, collapseOf } from "./collapse-of.ts";
import { keepPayload } from "./keep-payload.ts";
import { keeperOf } from "./keeper-of.ts";
import { planBatches } from "./plan-batches.ts";
import { planSend, type SendRequest } from "./plan-send.ts";
import { delayedOf, outgoingOf, type Prepared, type Sent, sentOf } from "./prepared.ts";
import { type CollapseSurroundings, type Reserved, reserve, supersede, withoutKey } from "./send-collapsed.ts";
import { Tally } from "./tally.ts";
import { writeMessage } from "./write-message.ts";

/** What a producer works with. The adapters may be a promise: AWS's clients are loaded at the first send. */
export interface ProducerSurroundings {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly adapters: () => Adapters | Promise<Adapters>;
}

/** How many messages are given to the world that keeps them at the same time. */
const SIDE_BY_SIDE = 32;

/** Sends tasks. Knows names and arguments, never handlers. */
export class Producer {
  readonly #surroundings: ProducerSurroundings;
  readonly #origin = `lovage@${process.pid}`;

  constructor(surroundings: ProducerSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Sends one task: exactly one SendMessage, or one CreateSchedule where its eta is beyond what SQS delays. What collapses with
   * other sends asks the store for its key before, and sends nothing where another send has done so.
   *
   * @throws LovageError INVALID_ARGUMENTS, UNKNOWN_OPTION, INVALID_OPTION, INVALID_KEY, CONFLICTING_OPTIONS, NOT_SERIALIZABLE, MESSAGE_TOO_LARGE, PAYLOAD_DELAY_TOO_LONG, NO_PAYLOADS,
   * QUEUE_NOT_FOUND, DELAY_ON_FIFO, DELAY_TOO_LONG, DELAYED_TOO_LARGE, GROUP_REQUIRED, TOO_MANY_HOPS, ENDPOINT_UNREACHABLE, AWS_REFUSED, NO_CREDENTIALS.
   * After an error nothing was sent.
   */
  async send(request: SendRequest): Promise<Sent> {
    await this.#check(request);
    const collapse = collapseOf(request, this.#surroundings.settings);
    const prepared = this.#prepare(request, collapse);
    const adapters = await this.#surroundings.adapters();
    if (!collapse) {
      await this.#dispatch(prepared, adapters);
      return sentOf(prepared);
    }
    // Refused here, it takes no key.
    this.#keeper(prepared, adapters.delays);
    const surroundings = this.#collapsing(adapters);
    if (collapse.kind === "last") {
      const dispatch = (one: Prepared) => this.#dispatch(one, adapters);
      return sentOf(await supersede(request, collapse, prepared, surroundings, dispatch));
    }
    const reserved = await reserve(request, collapse, prepared, surroundings);
    if (!reserved.sent) {
      await this.#dispatch(reserved.prepared, adapters);
      await reserved.note();
    }
    return sentOf(reserved.prepared);
  }

  /**
   * Sends many tasks: ceil(n / 10) calls for each queue (more when they are large), and one for each whose eta is beyond what
   * SQS delays. All are checked and encoded before the first is sent.
   *
   * @throws LovageError as `send`, before anything is sent; BATCH_PARTLY_SENT when some were not accepted.
   */
  async sendMany(requests: readonly SendRequest[]): Promise<Sent[]> {
    const prepared: Prepared[] = [];
    const collapses: (Collapse | undefined)[] = [];
    for (const request of requests) {
      const checking = this.#check(request);
      // A turn of the event loop for each of many messages would cost more than most checks.
      if (checking) await checking;
      const collapse = collapseOf(request, this.#surroundings.settings, true);
      prepared.push(this.#prepare(request, collapse));
      collapses.push(collapse);
    }
    const adapters = await this.#surroundings.adapters();
    const { broker, delays } = adapters;
    const reserved = await this.#reserveAll(requests, collapses, prepared, adapters);
    const tally = new Tally(prepared);
    const [kept, queued] = parted(
      prepared,
      (one) => this.#keeper(one, delays) !== undefined,
      (index) => reserved[index]?.sent !== true,
    );
    const large = [...kept, ...queued].filter(({ prepared }) => prepared.payload);
    await inParts(large, (entry) => keepPayload(entry.prepared, adapters.payloads));
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
            await delays?.put(delayedOf(entry.prepared));
            return [];
          }),
        ),
      );
    }
    tally.close();
    await inParts(reserved, (one) => one?.sent === false && one.note());
    return prepared.map(sentOf);
  }

  /** Asks for the keys of many sends, and puts the messages of those that stand for a key in place of what was prepared. */
  async #reserveAll(
    requests: readonly SendRequest[],
    collapses: readonly (Collapse | undefined)[],
    prepared: Prepared[],
    adapters: Adapters,
  ): Promise<(Reserved | undefined)[]> {
    const reserved: (Reserved | undefined)[] = [];
    if (collapses.every((collapse) => collapse === undefined)) return reserved;
    for (const one of prepared) this.#keeper(one, adapters.delays);
    const surroundings = this.#collapsing(adapters);
    const firsts = new Map<string, number>();
    for (const [index, collapse] of collapses.entries()) {
      if (collapse && !firsts.has(collapse.key)) firsts.set(collapse.key, index);
    }
    await inParts([...firsts.values()], async (index) => {
      const [request, collapse, one] = [requests[index], collapses[index], prepared[index]];
      if (!request || !one || collapse?.kind !== "first") return;
      reserved[index] = await reserve(request, collapse, one, surroundings);
    });
    for (const [index, collapse] of collapses.entries()) {
      const first = collapse && firsts.get(collapse.key);
      const found = first === undefined ? undefined : reserved[first];
      if (!found) continue;
      // Of several with one key in one call, the first is sent for all.
      if (first !== index) reserved[index] = { ...found, sent: true };
      prepared[index] = found.prepared;
    }
    return reserved;
  }

  /** The schema's own output is the worker's business: what travels is what the caller gave. */
  #check({ definition, args, options }: SendRequest): Promise<unknown> | undefined {
    if (options) checkSendOptions(options);
    const checking = definition?.options.args ? checkArguments(definition, args) : undefined;
    return checking instanceof Promise ? checking : undefined;
  }

  async #dispatch(prepared: Prepared, { broker, delays, payloads }: Adapters): Promise<void> {
    const keeper = this.#keeper(prepared, delays);
    if (prepared.payload) await keepPayload(prepared, payloads);
    if (keeper) await keeper.put(delayedOf(prepared));
    else await broker.send(prepared.outgoing);
  }

  #collapsing(adapters: Adapters): CollapseSurroundings {
    const { runtime } = this.#surroundings;
    return { runtime, adapters, prepare: (request) => this.#prepare(request) };
  }

  #keeper(prepared: Prepared, delays: Delays | undefined): Delays | undefined {
    const { settings, runtime } = this.#surroundings;
    return keeperOf(prepared, prepared.outgoing.body, delays, { settings, now: runtime.clock.now() });
  }

  #prepare(request: SendRequest, collapse?: Collapse): Prepared {
    const { settings, runtime } = this.#surroundings;
    const now = runtime.clock.now();
    const wanted = collapse ? withoutKey(request, collapse, now) : request;
    const planned = planSend(wanted, { settings, now, newId: runtime.ids, current: currentTask() });
    const { body, ...written } = writeMessage(planned, this.#origin, { settings, now });
    return { ...planned, outgoing: outgoingOf(planned, body), ...written };
  }
}

interface Entry {
  readonly index: number;
  readonly bytes: number;
  readonly prepared: Prepared;
}

function parted(
  all: readonly Prepared[],
  isKept: (prepared: Prepared) => boolean,
  isWanted: (index: number) => boolean,
): readonly [Entry[], Entry[]] {
  const kept: Entry[] = [];
  const queued: Entry[] = [];
  for (const [index, prepared] of all.entries()) {
    if (isWanted(index)) (isKept(prepared) ? kept : queued).push({ index, bytes: prepared.bytes, prepared });
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

/** Does something with each, some at a time. */
async function inParts<T>(all: readonly T[], work: (one: T) => unknown): Promise<void> {
  for (let from = 0; from < all.length; from += SIDE_BY_SIDE) {
    await Promise.all(all.slice(from, from + SIDE_BY_SIDE).map(work));
  }
}
