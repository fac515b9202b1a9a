import { LovageError } from "../errors/index.ts";
import { type Adapters, type Broker, type Delivery, findQueues } from "../ports/index.ts";
import { type Runtime, sleep } from "../runtime/index.ts";
import { checkOptions, rule, type Settings } from "../settings/index.ts";
import type { Letter } from "./letter.ts";
import { checkLetterFilter, filterOf, fitsFilter, type LetterFilter } from "./letter-filter.ts";
import { readLetter } from "./read-letter.ts";
import { type LetterQueue, sweep, type Verdict } from "./sweep.ts";

/** What dead letters are read and redriven with. */
export interface DeadLettersSurroundings {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly adapters: Adapters | Promise<Adapters>;
  /** The queues that the app's own tasks use, besides those that the settings name; empty where it has none at hand. */
  readonly used: readonly string[];
}

/** Which letters: the id of a task (or SQS's of the message), several, a filter, or all. */
export type WhichLetters = string | readonly string[] | LetterFilter | "all";

/** How letters are taken. */
export interface TakeOptions {
  /** Only tells what would be taken. @default false */
  readonly dryRun?: boolean;
}

/** How letters are redriven. */
export interface RedriveOptions extends TakeOptions {
  /** At most so many a second. @default as fast as SQS takes them */
  readonly rate?: number;
}

/** What became of letters that were to be taken. */
export interface Taken {
  /** Those that were redriven or discarded; with `dryRun` those that would be. */
  readonly taken: readonly Letter[];
  /** Those that were meant and are still there, each with the reason. */
  readonly failed: readonly { readonly letter: Letter; readonly problem: string }[];
  /** Ids that were given and not found. */
  readonly missing: readonly string[];
}

/** For how long a letter that is looked at is hidden, in seconds, should nobody give it back. */
const LOOKING = 120;

/** SQS's longest visibility timeout, in seconds. */
const LONGEST = 43_200;

/** How letters are taken from where they lie. */
interface Taking {
  readonly dryRun: boolean | undefined;
  /** For how long a letter is hidden meanwhile. */
  readonly seconds: number;
  /** @default every letter that fits the filter */
  readonly isMeant?: (letter: Letter) => boolean;
  /** Throws for a letter that cannot be taken. @default none does */
  readonly check?: (letter: Letter) => void;
  /** What is done before a letter is deleted. */
  readonly act: (letter: Letter, broker: Broker) => Promise<void>;
}

/**
 * An app's dead letters: the messages that were given up on. They lie on the dead-letter queues and nowhere else.
 *
 * All of it throws ENDPOINT_UNREACHABLE, AWS_REFUSED and NO_CREDENTIALS where AWS does not answer or refuses, QUEUE_NOT_FOUND for
 * a queue that is asked for by name, and UNKNOWN_OPTION and INVALID_OPTION.
 */
export class DeadLetters {
  readonly #surroundings: () => DeadLettersSurroundings;

  constructor(surroundings: () => DeadLettersSurroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * The letters that fit a filter, in no particular order. While it looks, letters are hidden from others for a moment.
   *
   * @param options.limit - how many at most. @default 1000
   */
  async list(filter: LetterFilter = {}, options: { readonly limit?: number } = {}): Promise<Letter[]> {
    checkLetterFilter("deadLetters.list", filter);
    checkOptions("deadLetters.list", options, { limit: rule.wholeNumber(1, 1_000_000) });
    const { limit = 1_000 } = options;
    const letters: Letter[] = [];
    await this.#each(filter, LOOKING, async (letter) => {
      letters.push(letter);
      return letters.length === limit ? "stop" : "keep";
    });
    return letters;
  }

  /** The letter of a task, by its id, or by SQS's of the message, if there is one. */
  async get(id: string): Promise<Letter | undefined> {
    const [letter] = await this.list({ ids: [id] }, { limit: 1 });
    return letter;
  }

  /**
   * Sends letters back to their own queues, with their ids: a task that failed runs again with a fresh budget of attempts, and
   * keeps its history; one that is over by now does not. A letter goes only when its message is sent: who dies in between leaves
   * both, which is harmless with `track: "full"`.
   */
  async redrive(which: WhichLetters, options: RedriveOptions = {}): Promise<Taken> {
    const where = "deadLetters.redrive";
    checkOptions(where, options, { rate: rateRule, dryRun: rule.flag });
    const { rate, dryRun } = options;
    const { clock } = this.#surroundings().runtime;
    const wait = rate === undefined ? 0 : 1_000 / rate;
    let due = clock.now();
    const died = new Map<string, number | undefined>();
    return this.#take(filterOf(where, which), {
      dryRun,
      seconds: LOOKING + (10 * wait) / 1_000,
      // What is sent back and dies at once is another letter of the same task, and would be sent back for ever.
      isMeant: ({ id, body, diedAt = 0 }) => diedAt <= (died.get(id ?? body) ?? Number.POSITIVE_INFINITY),
      check: ({ redrive, messageId }) => {
        if (!redrive) throw new LovageError("NOT_REDRIVABLE", { messageId });
      },
      act: async ({ id, body, diedAt, redrive }, broker) => {
        const now = clock.now();
        if (due > now) await sleep(clock, due - now);
        due = Math.max(due, now) + wait;
        if (redrive) await broker.send(redrive);
        died.set(id ?? body, diedAt);
      },
    });
  }

  /** Deletes letters for good. What is recorded of their tasks stays. */
  async discard(which: WhichLetters, options: TakeOptions = {}): Promise<Taken> {
    const where = "deadLetters.discard";
    checkOptions(where, options, { dryRun: rule.flag });
    return this.#take(filterOf(where, which), { dryRun: options.dryRun, seconds: LOOKING, act: async () => {} });
  }

  async #take(filter: LetterFilter, { dryRun = false, seconds, isMeant, check, act }: Taking): Promise<Taken> {
    const taken: Letter[] = [];
    const failed: { letter: Letter; problem: string }[] = [];
    await this.#each(filter, Math.min(LONGEST, Math.ceil(seconds)), async (letter, { receipt }, place, broker) => {
      if (isMeant?.(letter) === false) return "keep";
      try {
        check?.(letter);
        if (!dryRun) {
          await act(letter, broker);
          await broker.acknowledge(place.queue, [receipt], place.kind);
        }
        taken.push(letter);
        return dryRun ? "keep" : "gone";
      } catch (error) {
        failed.push({ letter, problem: error instanceof Error ? error.message : String(error) });
        return "keep";
      }
    });
    const found = [...taken, ...failed.map(({ letter }) => letter)].flatMap(({ id, messageId }) => [id, messageId]);
    return { taken, failed, missing: (filter.ids ?? []).filter((id) => !found.includes(id)) };
  }

  /** Looks at each letter that fits, on each queue that may hold it. */
  async #each(
    filter: LetterFilter,
    seconds: number,
    look: (letter: Letter, delivery: Delivery, place: LetterQueue, broker: Broker) => Promise<Verdict>,
  ): Promise<void> {
    const { runtime, adapters } = this.#surroundings();
    const { broker } = await adapters;
    let stopped = false;
    for (const place of await this.#places(filter, broker)) {
      if (stopped) return;
      const looking = sweep(place, broker, seconds, async (delivery) => {
        const letter = readLetter(delivery, place.kind);
        if (!fitsFilter(letter, filter, runtime.clock.now())) return "keep";
        const verdict = await look(letter, delivery, place, broker);
        stopped = verdict === "stop";
        return verdict;
      });
      await looking.catch((error: unknown) => {
        // A queue that is only believed to be there, and is not, has no letters.
        if (filter.queue !== undefined || !LovageError.is(error, "QUEUE_NOT_FOUND")) throw error;
        runtime.logger.debug({ queue: place.queue }, "there is no dead-letter queue here");
      });
    }
  }

  async #places(filter: LetterFilter, broker: Broker): Promise<LetterQueue[]> {
    const { settings, used } = this.#surroundings();
    const undelivered: LetterQueue[] =
      settings.beatDeadLetters === undefined ? [] : [{ queue: "", kind: "undelivered" }];
    if (filter.queue !== undefined) return [{ queue: filter.queue, kind: "deadLetters" }, ...undelivered];
    const queues = await findQueues(broker, settings, used);
    return [...queues.map((queue) => ({ queue, kind: "deadLetters" as const })), ...undelivered];
  }
}

const rateRule = {
  allowed: "a number of letters a second, more than 0",
  test: (value: unknown) => typeof value === "number" && Number.isFinite(value) && value > 0,
};
