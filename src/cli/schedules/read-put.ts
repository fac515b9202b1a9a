import type { ScheduledOptions } from "../../beat/index.ts";
import type { Schedule } from "../../schedule/index.ts";
import { readDuration } from "../words/duration.ts";
import { readKeywordArguments } from "../words/keyword-arguments.ts";
import { readTaskArguments } from "../words/task-arguments.ts";
import type { PutWords } from "./put-words.ts";
import { readSchedule } from "./read-schedule.ts";

/** What `lovage schedules put` is to do. */
export interface PutOrder {
  readonly schedule: Schedule;
  readonly options: ScheduledOptions & { readonly args: readonly unknown[] };
}

/** Reads what was typed. Pure. @throws LovageError INVALID_USAGE, and what the schedule itself refuses */
export function readPut(words: PutWords): PutOrder {
  const { kwargs, queue, countdown, expires, overlap, timeLimit, group } = words;
  const options = {
    args: readTaskArguments(words),
    ...(kwargs !== undefined && { kwargs: readKeywordArguments(kwargs) }),
    ...(queue !== undefined && { queue }),
    ...(countdown !== undefined && { countdown: readDuration(countdown, "--countdown") }),
    ...(expires !== undefined && { expires: readDuration(expires, "--expires") }),
    ...(overlap !== undefined && { overlap }),
    ...(timeLimit !== undefined && { timeLimit: readDuration(timeLimit, "--time-limit") }),
    ...(group !== undefined && { messageGroupId: group }),
  };
  return { schedule: readSchedule(words), options };
}
