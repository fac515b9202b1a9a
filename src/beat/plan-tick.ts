import type { Message, Tick } from "../message/index.ts";
import type { SendRequest } from "../producer/index.ts";
import { scheduleFrom, tickId, ticksWithin } from "../schedule/index.ts";

/** A tick as it came, and what is known of it besides. */
export interface Ticked {
  readonly message: Message;
  readonly tick: Tick;
  /** When it was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** The app's name, which is a part of the runs' ids. */
  readonly app: string;
  /** The app's name of the queue that it came from. */
  readonly queue: string;
  readonly groupId?: string | undefined;
  /** The `expires` of the task itself, in milliseconds. */
  readonly expires?: number | undefined;
  /** Whether the task's result is not stored. */
  readonly ignoreResult: boolean;
}

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
 * @throws LovageError when the schedule in the message cannot be read
 */
export function planTick(ticked: Ticked): PlannedTick {
  const { tick, sentAt } = ticked;
  // Where an emulator fills in no time, the minute in which the tick was sent is the one it is of.
  const time = tick.time ?? sentAt;
  if (!tick.guard && tick.window === undefined) {
    return { kind: "run", message: runMessage(ticked, isExact(tick) ? time : startOfMinute(time)) };
  }
  const runs = ticksWithin(new Date(time), scheduleFrom(tick.when));
  if (tick.window !== undefined) return { kind: "send", runs: runs.map((run) => runRequest(ticked, run)) };
  const [run] = runs;
  return run ? { kind: "run", message: runMessage(ticked, run.getTime()) } : { kind: "drop" };
}

/** Whether the time is the run's own, to the second: in a message for a single run, and for a schedule that has but one. */
function isExact({ when, time }: Tick): boolean {
  return time !== undefined && (when === undefined || when.kind === "at" || when.once === true);
}

function startOfMinute(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}

function runMessage(ticked: Ticked, run: number): Message {
  const { message, tick, app, ignoreResult } = ticked;
  const id = idOf(app, tick, run);
  return { ...message, ...timesOf(ticked, run), id, rootId: id, ignoreResult, tick: tickOf(tick, run) };
}

function runRequest(ticked: Ticked, at: Date): SendRequest {
  const { message, tick, app, groupId, ignoreResult } = ticked;
  const run = at.getTime();
  const { eta = run, expires } = timesOf(ticked, run);
  const { timeLimit, softTimeLimit, shadow, queue = ticked.queue, kwargs, headers } = message;
  return {
    task: message.task,
    args: message.args,
    embed: message.embed,
    tick: tickOf(tick, run),
    options: {
      taskId: idOf(app, tick, run),
      eta: new Date(eta),
      ...(expires !== undefined && { expires: new Date(expires) }),
      queue,
      kwargs,
      headers,
      ignoreResult,
      ...(timeLimit !== undefined && { timeLimit }),
      ...(softTimeLimit !== undefined && { softTimeLimit }),
      ...(shadow !== undefined && { shadow }),
      ...(groupId !== undefined && { messageGroupId: groupId }),
    },
  };
}

function idOf(app: string, { schedule }: Tick, run: number): string {
  return tickId(`${app}/${schedule}`, new Date(run));
}

/** What a message for a single run says of its tick. */
function tickOf({ schedule, overlap }: Tick, run: number): Tick {
  return { schedule, time: run, ...(overlap && { overlap }) };
}

/** When a run is to begin, and until when it may: a message that stands for it already has both. */
function timesOf({ message, tick, expires: own }: Ticked, run: number): Pick<Message, "eta" | "expires"> {
  const eta = message.eta ?? (tick.countdown === undefined ? undefined : run + tick.countdown);
  const byTick = tick.expires === undefined ? undefined : run + tick.expires;
  const expires = message.expires ?? byTick ?? (own === undefined ? undefined : (eta ?? run) + own);
  return { ...(eta !== undefined && { eta }), ...(expires !== undefined && { expires }) };
}
