import { isDeepStrictEqual } from "node:util";
import { LovageError } from "../errors/index.ts";
import type { TaskRecord } from "../lifecycle/index.ts";
import { decodeMessage } from "../message/index.ts";
import type { Adapters, Beat, BeatPlan, KeptSchedule, ScheduleSource } from "../ports/index.ts";
import type { Producer, Sent } from "../producer/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { tickId } from "../schedule/index.ts";
import type { Settings } from "../settings/index.ts";
import { checkArguments, type TaskDefinition } from "../task/index.ts";
import { lastTimes } from "./last-times.ts";
import { listedSchedule } from "./listed-schedule.ts";
import { planSchedule } from "./plan-schedule.ts";
import { planSync, type SyncStep } from "./plan-sync.ts";
import { planTick } from "./plan-tick.ts";
import type { ListedSchedule, ScheduleEntry } from "./schedule-entry.ts";

/** What schedules are kept with. */
export interface SchedulesSurroundings {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly producer: Producer;
  readonly adapters: () => Adapters | Promise<Adapters>;
  /** The definition of a task, where it is at hand. */
  readonly find: (task: string) => TaskDefinition | undefined;
}

/** A run of a schedule that was due. */
export interface PastRun {
  /** Its scheduled time. */
  readonly at: Date;
  /** The id of its task. */
  readonly id: string;
  /** What is known of it; undefined when it was never begun, or is forgotten already. */
  readonly record: TaskRecord | undefined;
}

/** What `sync` has done, by the schedules' names. */
export interface SyncReport {
  /** Are as they are declared. */
  readonly put: readonly string[];
  /** Were declared once, and are no longer. */
  readonly removed: readonly string[];
  /** Are deployed by infrastructure code, and left to it. */
  readonly deployed: readonly string[];
  /** Have no run left. */
  readonly over: readonly string[];
  /** Those of `put` that there were not before. */
  readonly added: readonly string[];
  /** Those of `put` that were otherwise before. */
  readonly changed: readonly string[];
}

/** How a schedule is put. */
interface Putting {
  readonly source: ScheduleSource;
  /** @default as the schedule says */
  readonly enabled?: boolean;
  /** What had its name. */
  readonly before: ListedSchedule | undefined;
}

/** An app's schedules in EventBridge, which is their only store: nothing of them is kept here. */
export class Schedules {
  readonly #surroundings: SchedulesSurroundings;

  constructor(surroundings: SchedulesSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Makes a schedule what the entry says, or leaves it as it was. */
  async put(entry: ScheduleEntry): Promise<ListedSchedule> {
    const beat = await this.#beat();
    const before = await this.#own(beat, entry.name);
    return this.#put(beat, entry, { source: "runtime", before });
  }

  async get(name: string): Promise<ListedSchedule | undefined> {
    const kept = await (await this.#beat()).get(name);
    return kept && this.#read(kept);
  }

  async *list(): AsyncGenerator<ListedSchedule> {
    const beat = await this.#beat();
    for await (const kept of beat.list()) {
      const listed = this.#read(kept);
      if (listed) yield listed;
    }
  }

  async enable(name: string): Promise<void> {
    const beat = await this.#beat();
    await this.#own(beat, name);
    if (!(await beat.enable(name))) throw this.#unknown(name);
  }

  async disable(name: string): Promise<void> {
    const beat = await this.#beat();
    await this.#own(beat, name);
    if (!(await beat.disable(name))) throw this.#unknown(name);
  }

  async remove(name: string): Promise<boolean> {
    const beat = await this.#beat();
    await this.#own(beat, name);
    return beat.remove(name);
  }

  /** Sends the schedule's task once, now: a run of its own, beside those that are due. */
  async runNow(name: string): Promise<Sent> {
    const listed = await this.get(name);
    if (!listed) throw this.#unknown(name);
    const { task, args, kwargs, options } = listed;
    const definition = this.#surroundings.find(task);
    return this.#surroundings.producer.send({
      task,
      args,
      // A fixed id: what somebody runs by hand is no other send's task, whatever keys the task makes.
      options: { ...options, kwargs, taskId: this.#surroundings.runtime.ids() },
      ...(definition && { definition }),
    });
  }

  /** The last runs that were due, the latest first, with what is known of them. */
  async lastRuns(name: string, n: number): Promise<PastRun[]> {
    const listed = await this.get(name);
    if (!listed) throw this.#unknown(name);
    return (await this.lastRunsOf([listed], n)).get(name) ?? [];
  }

  /** The last runs of several schedules, as `lastRuns` has them, by name: one look at the store for all of them. */
  async lastRunsOf(schedules: readonly ListedSchedule[], n: number): Promise<Map<string, PastRun[]>> {
    const { settings, runtime, adapters } = this.#surroundings;
    const now = runtime.clock.now();
    const due = schedules.map(({ name, schedule }) => {
      const runs = lastTimes(schedule, n, now).map((at) => ({ at, id: tickId(`${settings.name}/${name}`, at) }));
      return [name, runs] as const;
    });
    const ids = due.flatMap(([, runs]) => runs.map(({ id }) => id));
    const records = await (await adapters()).store.readMany(ids);
    return new Map(due.map(([name, runs]) => [name, runs.map((run) => ({ ...run, record: records.get(run.id) }))]));
  }

  /**
   * Puts the schedules that are declared in code, and removes those that were and are no longer. One that was disabled at
   * run time stays so, unless the code now says otherwise than it did.
   *
   * @param dryRun - changes nothing, and answers with what would be changed
   */
  async sync(entries: readonly ScheduleEntry[], dryRun: boolean): Promise<SyncReport> {
    const beat = await this.#beat();
    const known = new Map<string, ListedSchedule>();
    for await (const listed of this.list()) known.set(listed.name, listed);
    const report = emptyReport();
    for (const step of planSync(entries, known, this.#surroundings.runtime.clock.now())) {
      if (step.kind === "put") await this.#sync(beat, step, report, dryRun);
      else if (step.kind === "deployed") report.deployed.push(step.name);
      else if (step.kind === "over") report.over.push(step.name);
      else if (dryRun || (await beat.remove(step.name))) report.removed.push(step.name);
    }
    return report;
  }

  async #sync(
    beat: Beat,
    { entry, enabled, before }: SyncStep & { kind: "put" },
    report: ReturnType<typeof emptyReport>,
    dryRun: boolean,
  ): Promise<void> {
    const putting = { source: "code", enabled, before } as const;
    const after = dryRun
      ? listedSchedule({ ...(await this.#plan(entry, putting))(), complete: true })
      : await this.#put(beat, entry, putting);
    report.put.push(entry.name);
    if (!before) report.added.push(entry.name);
    else if (!isDeepStrictEqual(before, after)) report.changed.push(entry.name);
  }

  async #put(beat: Beat, entry: ScheduleEntry, putting: Putting): Promise<ListedSchedule> {
    const plan = await this.#plan(entry, putting);
    const put = async (wanted: BeatPlan) => {
      await beat.put(wanted);
      return wanted;
    };
    const done = await put(plan()).catch((error: unknown) => {
      if (LovageError.is(error, "RULE_LIMIT_REACHED")) return put(plan("scheduler"));
      throw error;
    });
    const { before } = putting;
    const after = listedSchedule({ ...done, complete: true });
    const ticked = before?.enabled && isDeepStrictEqual(before.schedule, after.schedule);
    if (after.enabled && !ticked) await this.#begin(done, this.#surroundings.find(entry.task));
    return after;
  }

  /** Checks an entry against its task, and answers with how to plan it, for where. */
  async #plan(entry: ScheduleEntry, { source, enabled }: Putting): Promise<(target?: "scheduler") => BeatPlan> {
    const { settings, runtime, find } = this.#surroundings;
    const definition = find(entry.task);
    if (definition?.options.args) await checkArguments(definition, entry.args);
    const now = runtime.clock.now();
    return (target) => planSchedule(entry, { settings, source, now, enabled, definition, target });
  }

  /**
   * Sends the runs that are still to come within the tick that is just over: the first tick of an interval of seconds comes
   * with the next minute, and nobody should have to wait for it. That tick, should it come after all, harms nothing.
   */
  async #begin(plan: BeatPlan, definition: TaskDefinition | undefined): Promise<void> {
    const { settings, producer, runtime } = this.#surroundings;
    const now = runtime.clock.now();
    const message = decodeMessage(plan.input);
    if (message.tick?.window === undefined) return;
    const { queue, groupId, name: schedule } = plan;
    const { ignoreResult } = message;
    const known = { app: settings.name, expires: definition?.options.expires, ignoreResult };
    const planned = planTick({ message, tick: message.tick, sentAt: now, queue, groupId, ...known });
    const runs = planned.kind === "send" ? planned.runs : [];
    try {
      await producer.sendMany(runs.filter(({ tick }) => Number(tick?.time) > now));
    } catch (error) {
      runtime.logger.warn(
        { schedule, error },
        "the first runs could not be sent; the schedule begins with its next tick",
      );
    }
  }

  /** What has the name, which must not be infrastructure code's. */
  async #own(beat: Beat, name: string): Promise<ListedSchedule | undefined> {
    const kept = await beat.get(name);
    const listed = kept && this.#read(kept);
    if (listed?.source === "cdk") throw new LovageError("SCHEDULE_PROTECTED", { name });
    return listed;
  }

  /** One that cannot be read was not written by Lovage, or by a later version; the others must not suffer for it. */
  #read(kept: KeptSchedule): ListedSchedule | undefined {
    try {
      return listedSchedule(kept);
    } catch (error) {
      this.#surroundings.runtime.logger.warn({ error }, "a schedule in EventBridge cannot be read, and is left out");
      return undefined;
    }
  }

  async #beat(): Promise<Beat> {
    const { beat } = await this.#surroundings.adapters();
    if (!beat) throw new LovageError("NO_BEAT", { app: this.#surroundings.settings.name });
    return beat;
  }

  #unknown(name: string): LovageError {
    return new LovageError("SCHEDULE_NOT_FOUND", { name, app: this.#surroundings.settings.name });
  }
}

function emptyReport() {
  const none = (): string[] => [];
  return { put: none(), removed: none(), deployed: none(), over: none(), added: none(), changed: none() };
}
