import type { StandardSchemaV1 } from "@standard-schema/spec";
import { LovageError } from "../errors/index.ts";
import { type RetryOptions, type RetryPolicy, retryPolicy } from "../retry/index.ts";
import {
  checkOptions,
  type Duration,
  MOST_KEPT_ARGUMENTS,
  milliseconds,
  type Rule,
  rule,
  type Track,
} from "../settings/index.ts";
import { type CollapseOptions, checkCollapse, collapseRules } from "./collapse-options.ts";
import { type Sensitive, type SensitiveOption, sensitiveOf, sensitiveRule } from "./sensitive.ts";

/** A schema for a list of arguments, of any library that speaks Standard Schema (zod, valibot, arktype). */
export type ArgumentsSchema = StandardSchemaV1<readonly unknown[], readonly unknown[]>;

/** The options of a task, as written. */
export interface TaskOptions<Queue extends string = string> extends CollapseOptions {
  /** Passes the running attempt to the handler as its first argument. @default false */
  bind?: boolean;
  /** The queue that the task is sent to. @default a route, then the app's default queue */
  queue?: Queue;
  /** How failed attempts are followed by others; a number is `{ max }`. @default no automatic retries, as in Celery */
  retry?: RetryOptions | number | false;
  /** After this long the attempt fails with TIME_LIMIT_EXCEEDED, whatever the handler does. @default the app's `timeLimit` */
  timeLimit?: Duration;
  /** After this long `task.signal` is aborted, and the handler has until `timeLimit` to end well. @default none */
  softTimeLimit?: Duration;
  /**
   * What is stored: "full" claims the task before it runs and settles it after (two writes), so that a finished task
   * never runs again; "final" writes only how it ended, with a batch's worth in one call; "none" stores nothing
   * (Celery's ignore_result). @default the app's `track`
   */
  track?: Track;
  /** How many bytes of its arguments the record keeps for show. 0 to 4,096. @default the app's `keepArguments` */
  keepArguments?: number;
  /**
   * What is not to be seen of the task: `true` for its arguments and its result, or the fields of these names (`"card"`, or
   * `"customer.email"` for those of a `customer`; `"0"` is the first argument). They are left out of the arguments that a record
   * keeps, and of the results that the dashboard, the command line and logs show; `get()` still gives the whole result, which is
   * therefore stored as it is. With `{ result: true }` the result is not stored at all, and `get()` is refused with
   * RESULT_WITHHELD. Messages of errors are stored as they are thrown. @default nothing
   */
  sensitive?: SensitiveOption;
  /** A schema for the arguments, checked at the caller and again at the worker, where its output reaches the handler. */
  args?: ArgumentsSchema;
  /** Former names, under which messages that are still in flight are run. @default none */
  aliases?: readonly string[];
  /** How long after sending the task may still start; later it is REVOKED. @default for ever */
  expires?: Duration;
  /** How long its record and result are kept. @default the app's `resultExpires` */
  resultExpires?: Duration;
  /** A sentence for people, shown by the CLI. */
  description?: string;
}

/** The options of a task that takes certain arguments. */
export type TaskOptionsOf<Args extends readonly unknown[]> = Omit<TaskOptions, keyof CollapseOptions> &
  CollapseOptions<Args>;

/** The options of a task with everything resolved; times are in milliseconds. */
export interface ResolvedTaskOptions {
  readonly bind: boolean;
  readonly queue: string | undefined;
  readonly retry: RetryPolicy;
  readonly timeLimit: number | undefined;
  readonly softTimeLimit: number | undefined;
  readonly track: Track | undefined;
  readonly keepArguments: number | undefined;
  readonly sensitive: Sensitive;
  readonly args: ArgumentsSchema | undefined;
  readonly aliases: readonly string[];
  readonly expires: number | undefined;
  readonly resultExpires: number | undefined;
  /** How several sends come down to fewer runs, as written. */
  readonly collapse: CollapseOptions;
  readonly description: string | undefined;
}

const schema: Rule = {
  allowed: "a Standard Schema (zod, valibot, arktype…) for the list of arguments",
  test: (v) => ((typeof v === "object" && v !== null) || typeof v === "function") && "~standard" in v,
};
const rules = {
  bind: rule.flag,
  queue: rule.text,
  retry: {
    allowed: "retry options, a number of retries, or false",
    test: (v: unknown) => v === false || typeof v === "number" || rule.object.test(v),
  },
  timeLimit: rule.duration,
  softTimeLimit: rule.duration,
  track: rule.oneOf("full", "final", "none"),
  keepArguments: rule.wholeNumber(0, MOST_KEPT_ARGUMENTS),
  sensitive: sensitiveRule,
  args: schema,
  aliases: rule.texts,
  expires: rule.duration,
  resultExpires: rule.duration,
  description: rule.text,
  ...collapseRules,
};

/** Resolves a task's options. @throws LovageError UNKNOWN_OPTION, INVALID_OPTION */
export function taskOptions(name: string, written: TaskOptions): ResolvedTaskOptions {
  const where = `task "${name}"`;
  checkOptions(where, written, rules);
  checkCollapse(where, written);
  if (written.idempotencyWindow !== undefined && written.idempotencyKey === undefined) {
    const allowed = "given together with an idempotencyKey";
    throw new LovageError("INVALID_OPTION", {
      option: "idempotencyWindow",
      where,
      got: written.idempotencyWindow,
      allowed,
    });
  }
  const ms = (duration: Duration | undefined) => (duration === undefined ? undefined : milliseconds(duration));
  const [timeLimit, softTimeLimit] = [ms(written.timeLimit), ms(written.softTimeLimit)];
  if (timeLimit !== undefined && softTimeLimit !== undefined) {
    checkOptions(where, { softTimeLimit }, { softTimeLimit: atMost(timeLimit) });
  }
  return Object.freeze({
    bind: written.bind ?? false,
    queue: written.queue,
    retry: retryPolicy(where, written.retry),
    timeLimit,
    softTimeLimit,
    track: written.track,
    keepArguments: written.keepArguments,
    sensitive: sensitiveOf(where, written.sensitive),
    args: written.args,
    aliases: written.aliases ?? [],
    expires: ms(written.expires),
    resultExpires: ms(written.resultExpires),
    collapse: collapseOf(written),
    description: written.description,
  });
}

function collapseOf(written: TaskOptions): CollapseOptions {
  const names = Object.keys(collapseRules).filter((name) => Object(written)[name] !== undefined);
  return Object.freeze(Object.fromEntries(names.map((name) => [name, Object(written)[name]])));
}

function atMost(timeLimit: number): Rule {
  return { allowed: `at most timeLimit (${timeLimit} ms)`, test: (v) => Number(v) <= timeLimit };
}
