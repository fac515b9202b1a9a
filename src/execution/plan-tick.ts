import type { Message, Tick } from "../message/index.ts";
import type { SendRequest } from "../producer/index.ts";
import { scheduleFrom, tickId, ticksWithin } from "../schedule/index.ts";
import type { ReceivedTask } from "./received-task.ts";

/**
 * What a tick comes down to: the message of one run, with the id that this run has however often its tick comes; a
 * message to be sent for each of several runs; or nothing, as the schedule does not run at this tick.
 */
export type PlannedTick =
  | { readonly kind: "run"; readonly message: Message }
  | { readonly kind: "send"; readonly runs: readonly SendRequest[] }
  | { readonly kind: "drop" };

const MINUTE = 60_000;

/**
 * Decides what a tick comes down to. Pure.
 *
 * @param app - the app's name, which is a part of the runs' ids
 * @throws LovageError when the schedule in the message cannot be read
 */
export function planTick(received: ReceivedTask, tick: Tick, app: string): PlannedTick {
  // Where an emulator fills in no time, the minute in which the tick was sent is the one it is of.
  const time = tick.time ?? received.delivery.sentAt;
  if (!tick.guard && tick.window === undefined) {
    return { kind: "run", message: runMessage(received, tick, isExact(tick) ? time : startOfMinute(time), app) };
  }
  const runs = ticksWithin(new Date(time), scheduleFrom(tick.when));
  if (tick.window !== undefined) return { kind: "send", runs: runs.map((run) => runRequest(received, tick, run, app)) };
  const [run] = runs;
  return run ? { kind: "run", message: runMessage(received, tick, run.getTime(), app) } : { kind: "drop" };
}

/** Whether the time is the run's own, to the second: in a message for a single run, and for a schedule that has but one. */
function isExact({ when, time }: Tick): boolean {
  return time !== undefined && (when === undefined || when.kind === "at" || when.once === true);
}

function startOfMinute(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}

function runMessage(received: ReceivedTask, tick: Tick, run: number, app: string): Message {
  const { message, track } = received;
  const { schedule, overlap } = tick;
  const id = tickId(`${app}/${schedule}`, new Date(run));
  return {
    ...message,
    ...timesOf(received, tick, run),
    id,
    rootId: id,
    ignoreResult: track === "none",
    tick: { schedule, time: run, ...(overlap && { overlap }) },
  };
}

function runRequest(received: ReceivedTask, tick: Tick, at: Date, app: string): SendRequest {
  const { message, delivery, track } = received;
  const { schedule, overlap } = tick;
  const run = at.getTime();
  const { eta = run, expires } = timesOf(received, tick, run);
  const { timeLimit, softTimeLimit, shadow } = message;
  return {
    task: message.task,
    args: message.args,
    embed: message.embed,
    tick: { schedule, time: run, ...(overlap && { overlap }) },
    options: {
      taskId: tickId(`${app}/${schedule}`, at),
      eta: new Date(eta),
      ...(expires !== undefined && { expires: new Date(expires) }),
      queue: message.queue ?? delivery.queue,
      kwargs: message.kwargs,
      headers: message.headers,
      ignoreResult: track === "none",
      ...(timeLimit !== undefined && { timeLimit }),
      ...(softTimeLimit !== undefined && { softTimeLimit }),
      ...(shadow !== undefined && { shadow }),
      ...(delivery.groupId !== undefined && { messageGroupId: delivery.groupId }),
    },
  };
}

/** When a run is to begin, and until when it may: a message that stands for it already has both. */
function timesOf({ message, definition }: ReceivedTask, tick: Tick, run: number): Pick<Message, "eta" | "expires"> {
  const eta = message.eta ?? (tick.countdown === undefined ? undefined : run + tick.countdown);
  const own = definition.options.expires;
  const byTick = tick.expires === undefined ? undefined : run + tick.expires;
  const expires = message.expires ?? byTick ?? (own === undefined ? undefined : (eta ?? run) + own);
  return { ...(eta !== undefined && { eta }), ...(expires !== undefined && { expires }) };
}
