import type { Logger, LogLevel } from "../runtime/index.ts";
import { checkOptions, rule } from "./check-options.ts";
import type { Duration } from "./duration.ts";

/** How much is stored about a task: see `TaskOptions.track`. */
export type Track = "full" | "final" | "none";

/** A queue of the app, as a producer or worker must know it. */
export interface QueueOptions {
  /** The SQS URL. @default from the environment; else asked of SQS once, by the queue's name */
  url?: string;
  /** The URL of its dead-letter queue. @default from the environment; else asked of SQS once, by its name */
  deadLetterUrl?: string;
}

/** The options of an app, as they are written. What is absent comes from the environment, then from the default. */
export interface AppOptions {
  /** The app's name: it begins the names of its queues, its table and its environment variables. */
  name: string;
  /**
   * Queues whose URL is to be fixed in code. Not needed for a queue to be used: any queue can be named by a task.
   * @default the environment's `LOVAGE_<APP>_QUEUES`, then SQS's own list
   */
  queues?: Record<string, QueueOptions>;
  /** The queue of tasks that name none and that no route matches. @default "default" */
  defaultQueue?: string;
  /**
   * Queues by task name, for producers that do not import the handlers (Celery's `task_routes`). A `*` stands for
   * any characters; the first match wins; a queue named by the task or the call wins over all.
   * @default the environment's `LOVAGE_<APP>_ROUTES`
   */
  routes?: Record<string, string>;
  /** The DynamoDB table. @default the environment's `LOVAGE_<APP>_TABLE`, then `<app>-tasks` */
  table?: string;
  /**
   * The ARN of the role with which EventBridge Scheduler sends to the queues: for schedules with a time zone, a start or
   * an end, or one run. @default the environment's `LOVAGE_<APP>_BEAT_ROLE`; without it such schedules are refused
   */
  beatRole?: string;
  /** The ARN of an SQS queue for ticks that cannot be delivered. @default the environment's `LOVAGE_<APP>_BEAT_DEAD_LETTERS`, then none */
  beatDeadLetters?: string;
  /** The group of EventBridge Scheduler that the schedules are in. @default the environment's `LOVAGE_<APP>_SCHEDULE_GROUP`, then "default" */
  scheduleGroup?: string;
  /**
   * The S3 bucket in which arguments and results are kept that are larger than `payloadThreshold`.
   * @default the environment's `LOVAGE_<APP>_PAYLOAD_BUCKET`, then none: what SQS or DynamoDB does not take is refused
   */
  payloadBucket?: string;
  /**
   * Beyond how many bytes a message's arguments, or a result, go to the bucket, if there is one. 1,024 to 262,144. @default 65,536:
   * a message up to it is one of SQS's units of price, and ten of them fit into one call
   */
  payloadThreshold?: number;
  /** The AWS region. @default as the AWS SDK finds it (AWS_REGION, profile) */
  region?: string;
  /** The profile of the AWS configuration files. @default as the AWS SDK finds it (AWS_PROFILE, then "default") */
  profile?: string;
  /** An endpoint for all services, such as the embedded cloud's. @default as the SDK finds it (AWS_ENDPOINT_URL), then AWS */
  endpoint?: string;
  /** How long a finished task's record and result are kept (Celery's `result_expires`). @default "1d" */
  resultExpires?: Duration;
  /** What is stored about tasks that do not say it themselves. @default "full" */
  track?: Track;
  /**
   * How many bytes of a task's arguments its record keeps, for the dashboard and the command line to show and to send again; what is
   * longer is kept cut, and 0 keeps none. 0 to 4,096. @default 512: with a small result the record stays within one write unit
   */
  keepArguments?: number;
  /** The time limit of tasks that have none of their own. @default none: the worker's deadline */
  timeLimit?: Duration;
  /** How many tasks of one batch run side by side. @default 10 */
  concurrency?: number;
  /** How deep tasks that send tasks may nest, counted along the chain. @default 100 */
  maxHops?: number;
  /** Over how many partitions a minute of the journal is spread: each takes about 10,000 tasks a second. @default 1 */
  journalShards?: number;
  /** The logger: pino, or any that looks like it. @default JSON lines on standard output */
  logger?: Logger;
  /** The level of the default logger. @default the environment's LOVAGE_LOG_LEVEL, then "info" */
  logLevel?: LogLevel;
}

/** The most bytes of arguments that a record may keep: of the 8 KB that it has for all but its result. */
export const MOST_KEPT_ARGUMENTS = 4_096;

const arn = { allowed: "an ARN", test: (v: unknown) => typeof v === "string" && v.startsWith("arn:") };
const rules = {
  name: { allowed: "a name of letters, digits, - and _, of at most 40 characters", test: isName },
  queues: rule.object,
  defaultQueue: rule.text,
  routes: rule.object,
  table: rule.text,
  beatRole: arn,
  beatDeadLetters: arn,
  scheduleGroup: rule.text,
  payloadBucket: rule.text,
  payloadThreshold: rule.wholeNumber(1_024, 262_144),
  region: rule.text,
  profile: rule.text,
  endpoint: { allowed: "an http or https URL", test: (v: unknown) => typeof v === "string" && /^https?:\/\//.test(v) },
  resultExpires: rule.duration,
  track: rule.oneOf("full", "final", "none"),
  keepArguments: rule.wholeNumber(0, MOST_KEPT_ARGUMENTS),
  timeLimit: rule.duration,
  concurrency: rule.wholeNumber(1, 10_000),
  maxHops: rule.wholeNumber(1, 1_000_000),
  journalShards: rule.wholeNumber(1, 64),
  logger: { allowed: "a logger with debug, info, warn, error and child", test: isLogger },
  logLevel: rule.oneOf("debug", "info", "warn", "error", "silent"),
};

/** Refuses options that are unknown or malformed. @throws LovageError UNKNOWN_OPTION, INVALID_OPTION */
export function checkAppOptions(where: string, options: Partial<AppOptions>): void {
  checkOptions(where, options, rules);
  for (const [queue, queueOptions] of Object.entries(options.queues ?? {})) {
    checkOptions(`queues["${queue}"]`, queueOptions, { url: rule.text, deadLetterUrl: rule.text });
  }
  checkOptions(
    "routes",
    options.routes ?? {},
    Object.fromEntries(Object.keys(options.routes ?? {}).map((k) => [k, rule.text])),
  );
}

function isName(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z0-9_-]{1,40}$/.test(value);
}

function isLogger(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (["debug", "info", "warn", "error", "child"] as const).every(
    (method) => method in value && typeof (value as Record<string, unknown>)[method] === "function",
  );
}
