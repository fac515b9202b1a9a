import { LovageError } from "../errors/index.ts";
import { compileCrontab } from "./compile-crontab.ts";
import { compileInterval } from "./compile-interval.ts";
import { compileSolar } from "./compile-solar.ts";
import type { Compiled, CompiledScheduler, RecurringTick, Tick } from "./compiled.ts";
import { runsAfter } from "./next-runs.ts";
import type { AtSchedule, Schedule } from "./schedule.ts";
import { SECOND } from "./spans.ts";

// 300 rules a bus, shared with everything else in the account: a schedule does not become more than this many.
const MOST_RULES = 5;

/**
 * What EventBridge is to be given for a schedule, as a plan: rules where they can say it (UTC, without bounds), for
 * they cost nothing, and else a Scheduler schedule, which has time zones, start and end dates and one-time runs.
 * Splitting is for rules only: a Scheduler schedule stays one, so that it is created, changed and deleted atomically.
 *
 * @param options.now - the time of the deployment. With it a start date that has passed is left out, as CreateSchedule
 * refuses one of more than 5 minutes ago; and a recurring schedule with `once` but without startAt needs it
 * @param options.most - how many rules it may become; with 1 it is a superset where it would be several. @default 5
 * @param options.target - "scheduler" where rules would do but are not to be used, as their number is limited
 * @throws LovageError INVALID_SCHEDULE for `once` when there is no first run
 */
export function compileSchedule(
  schedule: Schedule,
  options: { now?: Date; target?: "scheduler" | undefined; most?: number } = {},
): Compiled {
  if (schedule.once || schedule.kind === "at") return compileOneRun(schedule, options.now);
  const timezone = "timezone" in schedule ? schedule.timezone : "UTC";
  const { startAt, endAt } = schedule;
  if (options.target !== "scheduler" && timezone === "UTC" && startAt === undefined && endAt === undefined) {
    return { target: "rule", ...compileTicks(schedule, options.most ?? MOST_RULES) };
  }
  const { expressions, ...tick } = compileTicks(schedule, 1);
  const [expression = ""] = expressions;
  const startDate = startAt === undefined ? undefined : firstTick(Date.parse(startAt), tick);
  return {
    target: "scheduler",
    expression,
    timezone,
    ...(startDate && !(options.now && startDate <= options.now) ? { startDate } : {}),
    // A run at the end date itself may or may not happen ("on, or before, the EndDate"); ours are before endAt.
    ...(endAt === undefined ? {} : { endDate: new Date(Date.parse(endAt) - SECOND) }),
    actionAfterCompletion: "NONE",
    ...tick,
  };
}

function compileTicks(schedule: Exclude<Schedule, AtSchedule>, most: number): RecurringTick {
  switch (schedule.kind) {
    case "crontab":
      return compileCrontab(schedule, most);
    case "every":
      return compileInterval(schedule.seconds);
    case "cron":
      return { expressions: [`cron(${schedule.fields})`], guard: false };
    case "solar":
      return compileSolar(schedule);
  }
}

function compileOneRun(schedule: Schedule, now: Date | undefined): CompiledScheduler {
  const refuse = (problem: string) => new LovageError("INVALID_SCHEDULE", { what: "A schedule with once", problem });
  // With neither an `at` nor a startAt, which is the first run depends on when it is deployed.
  if (schedule.kind !== "at" && schedule.startAt === undefined && now === undefined) {
    throw refuse("which run is the first is open; give it a startAt");
  }
  const [first] = runsAfter(schedule, schedule.kind === "at" || !now ? new Date(0) : now);
  if (!first) throw refuse("it has no run left");
  return {
    target: "scheduler",
    expression: atExpression(first),
    timezone: "UTC",
    actionAfterCompletion: "DELETE",
    guard: false,
  };
}

function atExpression(instant: Date): string {
  return `at(${instant.toISOString().slice(0, 19)})`;
}

/** The start date: the tick whose window holds the start must still fire. */
function firstTick(startAt: number, { windowSeconds }: Tick): Date {
  const window = (windowSeconds ?? 0) * SECOND;
  return new Date(window === 0 ? startAt : Math.floor(startAt / window) * window);
}
