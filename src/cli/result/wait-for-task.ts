import { LovageError } from "../../errors/index.ts";
import type { AsyncResult } from "../../results/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showProgress } from "../progress-line.ts";
import type { EndSignal, Shell } from "../shell.ts";
import { exitCodeOfTask } from "./exit-code-of-task.ts";
import { type TaskView, viewTask } from "./task-view.ts";

/** What a wait came to. */
export interface Waited {
  readonly view: TaskView;
  readonly code: ExitCode;
}

/**
 * Waits until a task has ended, for `timeout` milliseconds at most, or until Ctrl-C, and reads how it went. While a person
 * looks on, a line on stderr says what is waited for.
 *
 * @param quiet - shows no progress line
 * @throws LovageError RESULT_IGNORED, and what the store throws
 */
export async function waitForTask(result: AsyncResult, timeout: number, shell: Shell, quiet: boolean): Promise<Waited> {
  const abort = new AbortController();
  let ended: EndSignal | undefined;
  const unlisten = shell.onSignal((signal) => {
    ended = signal;
    abort.abort(signal);
  });
  const started = shell.clock.now();
  const progress = quiet
    ? undefined
    : showProgress(shell, async () => renderWaiting(result.id, await result.state(), shell.clock.now() - started));
  try {
    await result.get({ signal: abort.signal, ...(timeout === Number.POSITIVE_INFINITY ? {} : { timeout }) });
  } catch (error) {
    if (!ended && !isOutcome(error)) throw error;
  } finally {
    progress?.stop();
    unlisten();
  }
  const view = viewTask(result.id, await result.record(), shell.clock.now());
  return { view, code: ended ? signalCodes[ended] : exitCodeOfTask(view.state) };
}

/** The line that a person sees while waiting. Pure. */
export function renderWaiting(id: string, state: string, elapsed: number): string {
  return `waiting for ${id}: ${state} after ${Math.floor(elapsed / 1_000)} s (Ctrl-C stops waiting, not the task)`;
}

const signalCodes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;

/** What `get` throws about the task itself, which the record says better. */
function isOutcome(error: unknown): boolean {
  return (["TASK_FAILED", "TASK_REVOKED", "RESULT_TIMEOUT"] as const).some((code) => LovageError.is(error, code));
}
