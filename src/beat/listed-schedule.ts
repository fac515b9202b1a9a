import { decodeMessage, type Message } from "../message/index.ts";
import type { KeptSchedule, ScheduleSource } from "../ports/index.ts";
import { scheduleFrom } from "../schedule/index.ts";
import type { ListedSchedule, ScheduleEntry } from "./schedule-entry.ts";

/**
 * A schedule as it was put, read from the message that EventBridge keeps of it.
 *
 * @throws LovageError when it is not one that Lovage has written, or one of a later version
 */
export function listedSchedule(kept: KeptSchedule): ListedSchedule {
  const message = decodeMessage(kept.input);
  const { tick, task, args, kwargs } = message;
  const schedule = scheduleFrom(tick?.when);
  return {
    name: tick?.schedule ?? message.id,
    schedule,
    task,
    args,
    kwargs,
    options: optionsOf(message, kept, schedule.expires),
    overlap: tick?.overlap ?? "allow",
    source: sourceOf(tick?.source),
    enabled: kept.enabled,
    complete: kept.complete,
  };
}

function optionsOf(message: Message, { groupId }: KeptSchedule, expires: number | undefined): ScheduleEntry["options"] {
  const { queue, tick, headers, ignoreResult, timeLimit, softTimeLimit, shadow } = message;
  return {
    ...(queue !== undefined && { queue }),
    ...(tick?.countdown !== undefined && { countdown: tick.countdown }),
    ...(tick?.expires !== undefined && tick.expires !== expires && { expires: tick.expires }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(ignoreResult && { ignoreResult }),
    ...(groupId !== undefined && { messageGroupId: groupId }),
    ...(timeLimit !== undefined && { timeLimit }),
    ...(softTimeLimit !== undefined && { softTimeLimit }),
    ...(shadow !== undefined && { shadow }),
  };
}

/** What is not said, or not known, is taken for what may be changed here. */
function sourceOf(source: string | undefined): ScheduleSource {
  return source === "code" || source === "cdk" ? source : "runtime";
}
