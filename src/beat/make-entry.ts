import { LovageError } from "../errors/index.ts";
import { type Schedule, scheduleFrom } from "../schedule/index.ts";
import { checkOptions, type Duration, milliseconds, rule } from "../settings/index.ts";
import { checkSendOptions } from "../task/index.ts";
import type { ScheduledOptions, ScheduleEntry } from "./schedule-entry.ts";

/** A task by name with its arguments: what is to run. */
export interface ScheduledCall {
  readonly task: string;
  readonly args: readonly unknown[];
  readonly options?: ScheduledOptions;
}

const rules = {
  // Already taken out of the options, and known here for who mistypes it.
  args: rule.anything,
  queue: rule.text,
  countdown: rule.duration,
  expires: rule.duration,
  headers: rule.object,
  ignoreResult: rule.flag,
  messageGroupId: rule.text,
  timeLimit: rule.duration,
  softTimeLimit: rule.duration,
  kwargs: rule.object,
  shadow: rule.text,
  overlap: rule.oneOf("allow", "skip", "replace"),
};

/**
 * A schedule's entry, checked: what is misspelt is refused where it is written, and not at a deployment.
 *
 * @throws LovageError INVALID_SCHEDULE_NAME, INVALID_TASK_NAME, UNKNOWN_OPTION, INVALID_OPTION, EXPIRED_BEFORE_SENT, and
 * what the schedule itself refuses
 */
export function makeEntry(name: string, schedule: Schedule, call: ScheduledCall): ScheduleEntry {
  checkScheduleName(name);
  const where = `schedule "${name}"`;
  const { task, args, options = {} } = call;
  if (typeof task !== "string" || task === "") throw new LovageError("INVALID_TASK_NAME", { got: task });
  if (!Array.isArray(args)) {
    throw new LovageError("INVALID_OPTION", { option: "args", where, got: args, allowed: "a list: [16, 4]" });
  }
  checkOptions(where, options, rules);
  const { kwargs = {}, overlap = "allow", ...written } = options;
  checkSendOptions(written);
  const entry: ScheduleEntry = {
    name,
    schedule: scheduleFrom(schedule),
    task,
    args,
    kwargs,
    options: resolved(written),
    overlap,
  };
  const { countdown = 0, expires = entry.schedule.expires } = entry.options;
  if (expires !== undefined && Number(expires) <= Number(countdown)) {
    throw new LovageError("EXPIRED_BEFORE_SENT", { task, expires: `${expires} ms after each tick` });
  }
  return Object.freeze(entry);
}

/** @throws LovageError INVALID_SCHEDULE_NAME */
function checkScheduleName(name: unknown): void {
  const well = typeof name === "string" && /^\P{Cc}{1,100}$/u.test(name) && name.trim() === name;
  if (!well) throw new LovageError("INVALID_SCHEDULE_NAME", { got: name });
}

/** The options with durations in milliseconds, and without what is undefined. */
function resolved(written: Omit<ScheduledOptions, "kwargs" | "overlap">): ScheduleEntry["options"] {
  const durations: readonly string[] = ["countdown", "expires", "timeLimit", "softTimeLimit"];
  const given = Object.entries(written).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([option, value]) => [option, durations.includes(option) ? milliseconds(value as Duration) : value]),
  );
}
