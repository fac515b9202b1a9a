import { LovageError } from "../errors/index.ts";
import type { StoredPayload } from "../lifecycle/index.ts";
import { encodeValue } from "../message/index.ts";
import type { Timer } from "../runtime/index.ts";
import { checkArguments, runAsTask } from "../task/index.ts";
import { AttemptContext } from "./attempt-context.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { type CutReason, cutError, type Invocation } from "./invocation.ts";
import { compose } from "./middleware.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/** How a run ended, before anything is made of it. */
export type Ended =
  | { readonly kind: "returned"; readonly result: string; readonly payload?: StoredPayload }
  | { readonly kind: "threw"; readonly thrown: unknown }
  /** Never to be tried again, whatever the policy says: the same would happen. */
  | { readonly kind: "hopeless"; readonly thrown: unknown }
  | { readonly kind: "cut"; readonly reason: CutReason }
  /** Somebody has revoked the task, and whatever its handler came to does not count. */
  | { readonly kind: "revoked"; readonly reason: string };

/** How long a handler has to end by itself when its task is terminated, in milliseconds. */
const TERMINATION_GRACE = 5_000;

/** Validates the arguments and runs the handler inside the middleware, as long as time lasts. Never throws. */
export function runAttempt(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  worker: Worker,
  invocation: Invocation,
): Promise<Ended> {
  if (attempt.revokeReason !== undefined) return Promise.resolve({ kind: "revoked", reason: attempt.revokeReason });
  if (attempt.fatal) return Promise.resolve({ kind: "hopeless", thrown: attempt.fatal });
  const { message, definition } = received;
  const context = contextOf(received, attempt, worker, invocation);
  return new Promise((done) => {
    const stops: (() => void)[] = [];
    let over = false;
    let revoked: Ended | undefined;
    const resolve = (ended: Ended) => {
      over = true;
      for (const stop of stops.splice(0)) stop();
      done(revoked ?? ended);
    };
    // The worker may have been told to give up while the claim was on its way: then the run is over before it begins.
    const watch = (stop: () => void) => (over ? stop() : stops.push(stop));
    watch(watchTime(received, context, worker, invocation, resolve));
    if (over) return;
    const told = (ended: Ended, isOver: boolean) => {
      revoked = ended;
      if (isOver) resolve(ended);
    };
    watch(watchRevocation(received, attempt, context, worker, invocation, told));
    const current = { id: message.id, rootId: context.rootId, hops: message.hops };
    const work = () => call(received, context, worker);
    runAsTask(current, work).then(
      (value) => resolve(encoded(definition.name, value, received)),
      (thrown: unknown) =>
        resolve({
          kind: LovageError.is(thrown, "INVALID_ARGUMENTS") ? "hopeless" : "threw",
          thrown: asThrown(definition.name, thrown),
        }),
    );
  });
}

async function call({ message, definition }: ReceivedTask, context: AttemptContext, worker: Worker): Promise<unknown> {
  const hasKwargs = Object.keys(message.kwargs).length > 0;
  const given = hasKwargs ? [...message.args, message.kwargs] : message.args;
  const args = definition.options.args ? await checkArguments(definition, given) : given;
  const handler = definition.handler as (...args: readonly unknown[]) => unknown;
  const run = () => (definition.options.bind ? handler(context, ...args) : handler(...args));
  return worker.middleware.length === 0 ? run() : compose(worker.middleware, context, run)();
}

function contextOf(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  worker: Worker,
  invocation: Invocation,
): AttemptContext {
  const { message, definition, delivery } = received;
  const { owner } = attempt;
  return new AttemptContext({
    message,
    name: definition.name,
    queue: delivery.queue,
    attempt: attempt.attempt - attempt.base,
    retries: attempt.failures + message.retries,
    deadline: invocation.deadline,
    logger: worker.runtime.logger,
    sent: true,
    ...(owner === undefined
      ? undefined
      : { report: (state, meta) => worker.store.progress(message.id, owner, { state, meta }) }),
  });
}

/** Sets the limits of the run: its own two, and the worker's two. Answers with how to lift them. */
function watchTime(
  { message, definition }: ReceivedTask,
  context: AttemptContext,
  { runtime, settings }: Worker,
  invocation: Invocation,
  end: (ended: Ended) => void,
): () => void {
  const { name: task, options } = definition;
  const limit = message.timeLimit ?? options.timeLimit ?? settings.timeLimit;
  const softLimit = message.softTimeLimit ?? options.softTimeLimit;
  const timers = [
    softLimit !== undefined &&
      runtime.clock.after(softLimit, () =>
        context.abort(new LovageError("SOFT_TIME_LIMIT_EXCEEDED", { task, limit: softLimit })),
      ),
    limit !== undefined &&
      runtime.clock.after(limit, () => {
        const thrown = new LovageError("TIME_LIMIT_EXCEEDED", { task, limit });
        context.abort(thrown);
        end({ kind: "threw", thrown });
      }),
  ];
  let reason: CutReason = "deadline";
  const unwatch = invocation.watch(
    (why) => {
      reason = why;
      context.abort(cutError(why, task, 1));
    },
    () => end({ kind: "cut", reason }),
  );
  return () => {
    unwatch();
    for (const timer of timers) if (timer) timer.cancel();
  };
}

/** Ends the run when somebody terminates the task: first its signal is aborted, then it is no longer waited for. Answers with how to stop. */
function watchRevocation(
  { message }: ReceivedTask,
  { owner }: OwnedAttempt,
  context: AttemptContext,
  worker: Worker,
  invocation: Invocation,
  end: (ended: Ended, isOver: boolean) => void,
): () => void {
  // What is not claimed has no record that could tell.
  if (owner === undefined) return () => {};
  const { id } = message;
  let timer: Timer | undefined;
  const unwatch = invocation.revocations.watch({ id, owner }, worker, (reason) => {
    unwatch();
    const ended: Ended = { kind: "revoked", reason };
    end(ended, false);
    timer = worker.runtime.clock.after(TERMINATION_GRACE, () => end(ended, true));
    context.abort(new LovageError("TASK_REVOKED", { taskId: id, reason }));
  });
  return () => {
    unwatch();
    timer?.cancel();
  };
}

function encoded(task: string, value: unknown, { track, message }: ReceivedTask): Ended {
  if (track === "none" || message.ignoreResult) return { kind: "returned", result: "null" };
  try {
    return { kind: "returned", result: encodeValue(value, `The result of "${task}"`) };
  } catch (thrown) {
    return { kind: "hopeless", thrown };
  }
}

/** `throw undefined` is allowed by the language; it must not look like no error at all. */
function asThrown(task: string, thrown: unknown): unknown {
  return thrown instanceof Error ? thrown : new LovageError("THROWN_NOT_ERROR", { task, got: thrown });
}
