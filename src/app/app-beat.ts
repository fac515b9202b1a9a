import type { ListedSchedule, PastRun, ScheduleEntry, Schedules, SyncReport } from "../beat/index.ts";
import type { Sent } from "../producer/index.ts";
import type { AsyncResult } from "../results/index.ts";
import { entryOf, type ScheduleTask } from "./schedule-task.ts";

/** What `app.beat` stands on. */
export interface AppBeatSurroundings {
  readonly schedules: () => Schedules;
  readonly declared: () => readonly ScheduleEntry[];
  readonly resultOf: (sent: Sent) => AsyncResult<unknown>;
}

/**
 * An app's schedules, at run time. They live in EventBridge and nowhere else: what one process puts, every other sees.
 *
 * All of it throws ENDPOINT_UNREACHABLE, AWS_REFUSED and NO_CREDENTIALS where AWS does not answer or refuses, and NO_BEAT
 * where the app is connected to adapters without a beat.
 */
export class AppBeat {
  /**
   * Makes a schedule, or puts it in place of the one of its name; the same twice is the same once. It works within a
   * minute. Either all of it is there when the promise resolves, or none of it fires.
   *
   * ```ts
   * await app.beat.put("say-welcome", every("10s"), sayWelcome, { args: ["Ada"] });
   * ```
   *
   * @throws LovageError SCHEDULE_PROTECTED when infrastructure code has deployed it, BEAT_ROLE_MISSING,
   * SCHEDULE_TOO_LARGE, INVALID_SCHEDULE, INVALID_SCHEDULE_NAME, INVALID_ARGUMENTS, INVALID_OPTION, UNKNOWN_OPTION,
   * DELAY_ON_FIFO, GROUP_REQUIRED, QUEUE_NOT_FOUND
   */
  readonly put: ScheduleTask<Promise<ListedSchedule>>;
  readonly #surroundings: AppBeatSurroundings;

  constructor(surroundings: AppBeatSurroundings) {
    this.#surroundings = surroundings;
    this.put = async (...call: Parameters<typeof entryOf>) => this.#schedules.put(entryOf(...call));
  }

  /** The schedule of this name, if there is one. */
  get(name: string): Promise<ListedSchedule | undefined> {
    return this.#schedules.get(name);
  }

  /** All schedules of the app, those of infrastructure code among them: `for await (const schedule of app.beat.list())`. */
  list(): AsyncIterable<ListedSchedule> {
    return this.#schedules.list();
  }

  /** Lets a schedule fire. @throws LovageError SCHEDULE_NOT_FOUND, SCHEDULE_PROTECTED, SCHEDULE_INCOMPLETE */
  enable(name: string): Promise<void> {
    return this.#schedules.enable(name);
  }

  /** Keeps a schedule from firing, until it is enabled or put. What has fired before still runs. @throws LovageError SCHEDULE_NOT_FOUND, SCHEDULE_PROTECTED */
  disable(name: string): Promise<void> {
    return this.#schedules.disable(name);
  }

  /** Takes a schedule away; false when there was none of the name. What has fired before still runs. @throws LovageError SCHEDULE_PROTECTED */
  remove(name: string): Promise<boolean> {
    return this.#schedules.remove(name);
  }

  /** Sends the schedule's task once, now, also one that is disabled or deployed by infrastructure code. @throws LovageError SCHEDULE_NOT_FOUND, and as `applyAsync` */
  async runNow(name: string): Promise<AsyncResult<unknown>> {
    return this.#surroundings.resultOf(await this.#schedules.runNow(name));
  }

  /**
   * The last runs that were due by the schedule as it is now, the latest first, each with its record where there still
   * is one.
   *
   * @param n - @default 5
   * @throws LovageError SCHEDULE_NOT_FOUND
   */
  lastRuns(name: string, n = 5): Promise<PastRun[]> {
    return this.#schedules.lastRuns(name, n);
  }

  /**
   * The last runs of several schedules that were listed, by the schedules' names, as `lastRuns` has them: one look at the
   * table for all of them.
   *
   * @param n - how many of each. @default 1
   */
  lastRunsOf(schedules: readonly ListedSchedule[], n = 1): Promise<Map<string, PastRun[]>> {
    return this.#schedules.lastRunsOf(schedules, n);
  }

  /**
   * Puts the schedules that `app.schedule` declares, and removes those that it declared once and no longer does: for
   * deployments without the construct, which does the same. Those put at run time, and those of infrastructure code,
   * stay as they are. One that somebody disabled stays disabled, until the code changes its `enabled`.
   *
   * @param options.dryRun - changes nothing, and answers with what would be changed. @default false
   * @throws LovageError as `put`; what came before the schedule that is refused is done
   */
  sync({ dryRun = false }: { dryRun?: boolean } = {}): Promise<SyncReport> {
    return this.#schedules.sync(this.#surroundings.declared(), dryRun);
  }

  get #schedules(): Schedules {
    return this.#surroundings.schedules();
  }
}
