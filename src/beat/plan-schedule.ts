import { LovageError } from "../errors/index.ts";
import { encodeTemplate, type Tick } from "../message/index.ts";
import { type BeatPlan, type ScheduleSource, timePlaceholders } from "../ports/index.ts";
import { planSend } from "../producer/index.ts";
import { type Compiled, compileSchedule, describe, runsAfter, type Schedule } from "../schedule/index.ts";
import { isFifo, type Settings } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";
import type { ScheduleEntry } from "./schedule-entry.ts";

/** What a plan is made from besides the entry. */
export interface PlanSurroundings {
  /** The app's name, queues and routes. */
  readonly settings: Settings;
  readonly source: ScheduleSource;
  /** When the schedule is put, in milliseconds since 1970. @default unknown: then `once` needs a startAt */
  readonly now?: number | undefined;
  /** @default as the schedule says */
  readonly enabled?: boolean | undefined;
  /** The task's definition, where it is at hand: its queue and track apply. */
  readonly definition?: TaskDefinition | undefined;
  /** "scheduler" where there is no room for another rule. @default rules, where they will do */
  readonly target?: "scheduler" | undefined;
}

/** In characters: the template of a rule's target (PutTargets), and the input of a Scheduler schedule (CreateSchedule). */
const longestInput = { rule: 8_192, scheduler: 262_144 } as const;

const LONGEST_DESCRIPTION = 512;

/**
 * All that EventBridge is to be given for a schedule, as a value: what `app.beat` puts at run time, and what
 * infrastructure code deploys. Pure.
 *
 * @throws LovageError INVALID_SCHEDULE when it has no run left, SCHEDULE_TOO_LARGE, DELAY_ON_FIFO, GROUP_REQUIRED,
 * NOT_SERIALIZABLE
 */
export function planSchedule(entry: ScheduleEntry, surroundings: PlanSurroundings): BeatPlan {
  const plan = planFor(entry, surroundings);
  const limit = longestInput[plan.compiled.target];
  if (plan.input.length <= limit) return plan;
  // Scheduler takes longer messages than a rule.
  if (plan.compiled.target === "rule") return planSchedule(entry, { ...surroundings, target: "scheduler" });
  throw new LovageError("SCHEDULE_TOO_LARGE", { name: entry.name, characters: plan.input.length, limit });
}

function planFor(
  entry: ScheduleEntry,
  { settings, source, now, enabled, definition, target }: PlanSurroundings,
): BeatPlan {
  const { name, schedule } = entry;
  if (now !== undefined && !hasRunLeft(schedule, now)) {
    const when = schedule.kind === "at" ? `: ${schedule.at} is past` : "";
    throw new LovageError("INVALID_SCHEDULE", { what: `The schedule "${name}"`, problem: `it has no run left${when}` });
  }
  // What code declares is put at each deployment, so its only run must not depend on when that is.
  const moment = source !== "runtime" && schedule.once ? undefined : now;
  // Only infrastructure code can make several rules in one transaction; one by one, half of them might be left.
  const most = source === "cdk" ? {} : { most: 1 };
  const at = moment === undefined ? {} : { now: new Date(moment) };
  const compiled = compileSchedule(schedule, { ...at, ...most, target });
  const { message, queue, groupId } = planMessage(entry, settings, definition);
  const expires = entry.options.expires === undefined ? schedule.expires : Number(entry.options.expires);
  const countdown = entry.options.countdown === undefined ? undefined : Number(entry.options.countdown);
  if (isFifo(queue) && (countdown !== undefined || compiled.windowSeconds !== undefined)) {
    throw new LovageError("DELAY_ON_FIFO", { queue });
  }
  const tick: Tick = {
    schedule: name,
    when: plain(schedule),
    ...(compiled.guard && { guard: true }),
    ...(compiled.windowSeconds !== undefined && { window: compiled.windowSeconds }),
    ...(countdown !== undefined && { countdown }),
    ...(expires !== undefined && { expires }),
    ...(entry.overlap !== "allow" && { overlap: entry.overlap }),
    ...(compiled.target === "rule" && compiled.expressions.length > 1 && { parts: compiled.expressions.length }),
    source,
  };
  return {
    name,
    source,
    enabled: enabled ?? schedule.enabled,
    compiled,
    queue,
    ...(groupId !== undefined && { groupId }),
    input: encodeTemplate({ ...message, tick }, onlyRun(compiled) ?? timePlaceholders[compiled.target]),
    description: `${describe(schedule)}: ${entry.task}`.slice(0, LONGEST_DESCRIPTION).toWellFormed(),
    ...(expires !== undefined && { usefulFor: expires }),
  };
}

/** Whether a schedule has a run after a moment. */
export function hasRunLeft(schedule: Schedule, now: number): boolean {
  return !runsAfter(schedule, new Date(now)).next().done;
}

function planMessage(
  { name, task, args, kwargs, options }: ScheduleEntry,
  settings: Settings,
  definition?: TaskDefinition,
) {
  // What counts from a run's own time is the worker's to add.
  const { countdown: _, expires: __, ...constant } = options;
  const queue = constant.queue ?? definition?.options.queue;
  const ignoreResult = constant.ignoreResult ?? definition?.options.track === "none";
  const sent = { ...constant, kwargs, ignoreResult, ...(queue !== undefined && { queue }) };
  // A Celery worker, which derives no id of its own, needs one without white space.
  const newId = () => name.replace(/\s+/g, "-");
  // A task may put a schedule, but is not the parent of what that will run.
  const nobody = { settings, now: 0, newId, current: undefined };
  return planSend({ task, args, options: sent }, nobody);
}

/** The time of the only run, where there is one: then it can be written as it is, and no placeholder needs filling in. */
function onlyRun(compiled: Compiled): string | undefined {
  const at = compiled.target === "scheduler" ? /^at\((.*)\)$/.exec(compiled.expression) : null;
  return at ? `${at[1]}Z` : undefined;
}

/** A schedule as JSON, without what is so by default: it is in each message. */
function plain({ enabled, once, ...schedule }: Schedule): NonNullable<Tick["when"]> {
  return { ...schedule, ...(!enabled && { enabled }), ...(once && { once }) };
}
