import { LovageError } from "../errors/index.ts";
import { checkOptions, type Duration, rule } from "../settings/index.ts";
import { type CollapseOptions, checkCollapse, collapseRules } from "./collapse-options.ts";

/** How a single call is sent: Celery's `apply_async` options, as far as they have a meaning on SQS. */
export interface SendOptions<Args extends readonly unknown[] = never> extends CollapseOptions<Args> {
  /** Not before this long from now. Up to 15 minutes SQS holds the message; beyond, the worker hides it until then. @default at once */
  countdown?: Duration;
  /** Not before this time. Wins over `countdown`. */
  eta?: Date;
  /** Not after this time, or this long from now: the task is then REVOKED and not run. @default the task's own, else never */
  expires?: Duration | Date;
  /** The queue. @default the task's own, then a route, then the app's default queue */
  queue?: string;
  /** The task's id, of at most 255 characters. Two sends with one id run once (with `track: "full"`). @default a new UUIDv7 */
  taskId?: string;
  /** Headers of your own, which the handler reads as `task.headers`. JSON values. */
  headers?: Record<string, unknown>;
  /** Stores nothing about this task (as `track: "none"`); its result cannot be waited for. @default false */
  ignoreResult?: boolean;
  /** On a FIFO queue (where it is required) what stays in order; on a standard queue the tenant, for SQS's fair queues. */
  messageGroupId?: string;
  /** FIFO only: a second send with the same one within five minutes is dropped by SQS. @default the task's id */
  deduplicationId?: string;
  /** The time limit of this run. @default the task's own */
  timeLimit?: Duration;
  /** The soft time limit of this run: `task.signal` is aborted then. @default the task's own */
  softTimeLimit?: Duration;
  /** Keyword arguments, for a task of a Python worker; a TypeScript handler gets them as a last object. */
  kwargs?: Record<string, unknown>;
  /** A name to show in place of the task's, in lists and logs. */
  shadow?: string;
}

const rules = {
  countdown: rule.duration,
  eta: rule.date,
  expires: rule.momentOrDuration,
  queue: rule.text,
  taskId: rule.anything,
  headers: rule.object,
  ignoreResult: rule.flag,
  messageGroupId: rule.text,
  deduplicationId: rule.text,
  timeLimit: rule.duration,
  softTimeLimit: rule.duration,
  kwargs: rule.object,
  shadow: rule.text,
  ...collapseRules,
};

const collapsing = ["idempotencyKey", "debounce", "throttle", "singleton"] as const;

/** Refuses options that are unknown or malformed, or that contradict each other. @throws LovageError UNKNOWN_OPTION, INVALID_OPTION, CONFLICTING_OPTIONS */
export function checkSendOptions(options: SendOptions): void {
  const where = "applyAsync";
  checkOptions(where, options, rules);
  const option = collapsing.find((name) => options[name] !== undefined);
  if (option === undefined) return;
  checkCollapse(where, options);
  const refuse = (other: string, why: string) => {
    throw new LovageError("CONFLICTING_OPTIONS", { where, option, other, why });
  };
  if (options.ignoreResult) refuse("ignoreResult", "the record of the task is what keeps others from running");
  if (option === "singleton") return;
  if (options.taskId !== undefined) refuse("taskId", "the key decides which id the task has");
}
