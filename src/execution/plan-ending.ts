import { LovageError, recordError } from "../errors/index.ts";
import { checkPayload } from "../lifecycle/index.ts";
import type { Ending } from "../ports/index.ts";
import { decideRetry, isControl } from "../retry/index.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { cutError } from "./invocation.ts";
import type { DeadReason, ReceivedTask } from "./received-task.ts";
import type { Ended } from "./run-attempt.ts";

/** What is to be written and done about an attempt that ended. */
export interface PlannedEnding {
  readonly ending: Ending;
  readonly failures: number;
  readonly cuts: number;
  /** Set when the message goes to the dead letters. */
  readonly dead?: DeadReason;
}

/** How often an attempt may be cut short, or hand itself back, before the task fails after all. */
const MOST_CUTS = 20;

/** Decides what an ended run means for its task. Pure. */
export function planEnding(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  ended: Ended,
  surroundings: { now: number; random: number },
): PlannedEnding {
  const { now } = surroundings;
  switch (ended.kind) {
    case "returned":
      return returned(received, attempt, ended);
    case "hopeless":
      return failed(ended.thrown, attempt.fatal ? "WORKER_LOST" : "FAILED", attempt);
    case "revoked":
      return revokedFor(ended.reason, attempt);
    case "cut":
      return cutShort(received, attempt, cutError(ended.reason, received.definition.name, attempt.cuts + 1), now);
    case "threw":
      return threw(received, attempt, ended.thrown, surroundings);
  }
}

/** The ending of a task that was revoked while it ran. Pure. */
export function revokedFor(reason: string, { failures, cuts }: OwnedAttempt): PlannedEnding {
  return { ending: { state: "REVOKED", reason }, failures, cuts };
}

type Returned = Extract<Ended, { kind: "returned" }>;

function returned({ definition }: ReceivedTask, attempt: OwnedAttempt, { result, payload }: Returned): PlannedEnding {
  // What follows the task still gets the result, which is at hand.
  if (definition.options.sensitive.withheld) {
    const ending = { state: "SUCCESS" as const, result: "null", withheld: true as const };
    return { ending, failures: attempt.failures, cuts: attempt.cuts };
  }
  const ending = payload
    ? { state: "SUCCESS" as const, result: "null", payload }
    : { state: "SUCCESS" as const, result };
  try {
    checkPayload(definition.name, ending);
  } catch (error) {
    // The result does not fit into a record; that it does not is what the task ends with.
    return failed(error, "FAILED", attempt);
  }
  return { ending, failures: attempt.failures, cuts: attempt.cuts };
}

function threw(
  { definition, message }: ReceivedTask,
  attempt: OwnedAttempt,
  thrown: unknown,
  { now, random }: { now: number; random: number },
): PlannedEnding {
  const { failures, cuts } = attempt;
  if (isControl(thrown, "Ignore")) return { ending: { state: "IGNORED" }, failures, cuts };
  if (isControl(thrown, "Reject")) {
    if (!thrown.requeue) return failed(thrown, "REJECTED", attempt);
    if (cuts + 1 > MOST_CUTS) return failed(thrown, "REJECTED", attempt);
    return { ending: { state: "RETRY", retryAt: now, error: recordError(thrown) }, failures, cuts: cuts + 1 };
  }
  // What the worker's own end made a handler throw is not the task's failure.
  if (LovageError.is(thrown, "INVOCATION_DEADLINE") || LovageError.is(thrown, "WORKER_STOPPED")) {
    return cutShort({ definition }, attempt, thrown, now);
  }
  const before = failures + message.retries;
  const decision = decideRetry(definition.options.retry, {
    task: definition.name,
    failures: before,
    thrown,
    now,
    random,
  });
  if (!decision.retry) return failed(decision.error, "FAILED", { ...attempt, failures: failures + 1 });
  const error = decision.error === undefined ? undefined : recordError(decision.error);
  const ending = { state: "RETRY" as const, retryAt: Math.ceil(decision.at), ...(error ? { error } : undefined) };
  return { ending, failures: failures + 1, cuts };
}

function cutShort(
  { definition }: Pick<ReceivedTask, "definition">,
  attempt: OwnedAttempt,
  error: LovageError,
  now: number,
): PlannedEnding {
  const cuts = attempt.cuts + 1;
  if (cuts > MOST_CUTS && !LovageError.is(error, "WORKER_STOPPED")) {
    return failed(new LovageError("INVOCATION_DEADLINE", { task: definition.name, cuts }), "FAILED", attempt);
  }
  return { ending: { state: "RETRY", retryAt: now, error: recordError(error) }, failures: attempt.failures, cuts };
}

function failed(thrown: unknown, dead: DeadReason, { failures, cuts }: OwnedAttempt): PlannedEnding {
  return { ending: { state: "FAILURE", error: recordError(thrown) }, failures, cuts, dead };
}
