import { join } from "node:path";
import type { Clock, Ids } from "../../runtime/index.ts";
import { Records, type Tick, type TickCounts, Ticker, TickPost, type TickServiceOptions } from "../beat/index.ts";
import { scheduleArn } from "./arns.ts";
import { invocationOf } from "./invocation.ts";
import type { Schedule } from "./schedule.ts";
import { defaultGroup, type ScheduleGroup } from "./schedule-group.ts";
import { notFound } from "./scheduler-fault.ts";
import { kindOf, ticksOf } from "./ticks-of.ts";

/** What Scheduler is made of. */
export interface SchedulesOptions extends TickServiceOptions {
  /** A number from 0 up to 1: when within a flexible time window a tick is due. */
  readonly random: () => number;
}

/** The schedules in their groups, and their ticks. */
export class Schedules {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #random: () => number;
  readonly #groups: Records<ScheduleGroup>;
  readonly #schedules: Records<Schedule>;
  readonly #ticker: Ticker;
  readonly #post: TickPost;

  /** @throws LovageError DATA_FILE_DAMAGED */
  constructor(options: SchedulesOptions) {
    const { clock, ids, random, dataFolder } = options;
    const file = (name: string) => (dataFolder === undefined ? undefined : join(dataFolder, name));
    this.#clock = clock;
    this.#ids = ids;
    this.#random = random;
    this.#groups = new Records(file("schedule-groups.jsonl"));
    this.#schedules = new Records(file("schedules.jsonl"));
    this.#ticker = new Ticker(clock);
    this.#post = new TickPost(options);
    if (!this.findGroup(defaultGroup)) this.putGroup({ ...this.newGroup(defaultGroup), clientToken: undefined });
    for (const schedule of this.#schedules.all) this.#start(schedule, this.now);
  }

  get counts(): TickCounts {
    return this.#post.counts;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#clock.now();
  }

  /** All schedules, by group and name. */
  get all(): readonly Schedule[] {
    return this.#schedules.all;
  }

  /** All groups, by name. */
  get groups(): readonly ScheduleGroup[] {
    return this.#groups.all;
  }

  find(group: string, name: string): Schedule | undefined {
    return this.#schedules.get(keyOf({ group, name }));
  }

  /** The schedule of that name; ResourceNotFoundException when there is none, or no such group. */
  schedule(group: string | undefined, name: string): Schedule {
    const schedule = this.find(this.group(group).name, name);
    if (!schedule) throw notFound(`Schedule ${name}`);
    return schedule;
  }

  findGroup(name: string): ScheduleGroup | undefined {
    return this.#groups.get(name);
  }

  /** The group of that name; ResourceNotFoundException when there is none. */
  group(name = defaultGroup): ScheduleGroup {
    const group = this.findGroup(name);
    if (!group) throw notFound(`Schedule group ${name}`);
    return group;
  }

  /** A group that is made now, without tags. */
  newGroup(name: string): ScheduleGroup {
    const now = this.now;
    return { name, tags: {}, clientToken: undefined, createdAt: now, modifiedAt: now };
  }

  /** Makes a schedule, or replaces the one of its name. A rate that is new begins at once. */
  put(schedule: Schedule): void {
    const before = this.find(schedule.group, schedule.name);
    const begins = before?.expression !== schedule.expression && kindOf(schedule) === "rate";
    this.#schedules.put(keyOf(schedule), schedule);
    this.#start(schedule, begins ? schedule.origin - 1 : this.now);
  }

  delete(schedule: Schedule): void {
    this.#ticker.stop(keyOf(schedule));
    this.#schedules.delete(keyOf(schedule));
  }

  putGroup(group: ScheduleGroup): void {
    this.#groups.put(group.name, group);
  }

  /** Deletes a group with its schedules. */
  deleteGroup(name: string): void {
    for (const schedule of this.all) if (schedule.group === name) this.delete(schedule);
    this.#groups.delete(name);
  }

  /** Lets go of timer and files. */
  close(): void {
    this.#ticker.close();
    this.#schedules.close();
    this.#groups.close();
  }

  #start(schedule: Schedule, after: number): void {
    const key = keyOf(schedule);
    this.#ticker.stop(key);
    if (schedule.state === "DISABLED" || schedule.completed) return;
    const ticks = ticksOf(schedule, after, this.#random);
    this.#ticker.start(key, { ticks, fire: (tick, last) => this.#fire(schedule, tick, last) });
  }

  #fire(schedule: Schedule, tick: Tick, last: boolean): void {
    const { scheduledAt } = tick;
    const { name, target } = schedule;
    const label = { source: scheduleArn(schedule), name, target: target.Arn, scheduledAt };
    if (this.#post.isLate(tick) && kindOf(schedule) !== "at") this.#post.miss(label);
    else {
      const { call, deadLetter } = invocationOf(schedule, tick, this.#ids());
      if (call instanceof Error) this.#post.fail(label, call, deadLetter);
      else this.#post.deliver(label, call, deadLetter);
    }
    // Only then: who dies in between delivers again, which is allowed, and loses nothing.
    if (last) this.#complete(schedule);
  }

  #complete(schedule: Schedule): void {
    if (schedule.afterCompletion === "DELETE") this.delete(schedule);
    else this.#schedules.put(keyOf(schedule), { ...schedule, completed: true });
  }
}

function keyOf({ group, name }: { readonly group: string; readonly name: string }): string {
  return `${group}/${name}`;
}
