import { LovageError } from "../errors/index.ts";
import type { Logger, LogLevel } from "../runtime/index.ts";
import { logLevels } from "../runtime/index.ts";
import { type AppOptions, checkAppOptions, type QueueOptions, type Track } from "./app-options.ts";
import { completeUrls } from "./complete-urls.ts";
import { milliseconds } from "./duration.ts";
import { logLevelVariable, tableName, variables } from "./names.ts";

/** The environment, as Node gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An app's configuration, complete and frozen: options, then environment, then defaults. Times are in milliseconds. */
export interface Settings {
  readonly name: string;
  readonly queues: Readonly<Record<string, QueueOptions>>;
  readonly defaultQueue: string;
  readonly routes: Readonly<Record<string, string>>;
  readonly table: string;
  readonly beatRole: string | undefined;
  readonly beatDeadLetters: string | undefined;
  readonly scheduleGroup: string;
  readonly payloadBucket: string | undefined;
  readonly payloadThreshold: number;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly endpoint: string | undefined;
  readonly resultExpires: number;
  readonly track: Track;
  readonly keepArguments: number;
  readonly timeLimit: number | undefined;
  readonly concurrency: number;
  readonly maxHops: number;
  readonly journalShards: number;
  readonly logger: Logger | undefined;
  readonly logLevel: LogLevel;
}

/**
 * Resolves an app's options. The only place, with the names in names.ts, that reads the environment.
 *
 * @param env - @default process.env
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION, INVALID_ENVIRONMENT
 */
export function readSettings(options: AppOptions, env: Environment = process.env): Settings {
  checkAppOptions("createApp", options);
  const names = variables(options.name);
  return Object.freeze({
    name: options.name,
    queues: queuesOf(options, env),
    defaultQueue: options.defaultQueue ?? "default",
    routes: options.routes ?? readMap(env, names.routes),
    table: options.table ?? env[names.table] ?? tableName(options.name),
    beatRole: options.beatRole ?? (env[names.beatRole] || undefined),
    beatDeadLetters: options.beatDeadLetters ?? (env[names.beatDeadLetters] || undefined),
    scheduleGroup: options.scheduleGroup ?? (env[names.scheduleGroup] || "default"),
    payloadBucket: options.payloadBucket ?? (env[names.payloadBucket] || undefined),
    payloadThreshold: options.payloadThreshold ?? 65_536,
    region: options.region,
    profile: options.profile,
    endpoint: options.endpoint ?? endpointOf(env),
    resultExpires: milliseconds(options.resultExpires ?? "1d", "resultExpires"),
    track: options.track ?? "full",
    keepArguments: options.keepArguments ?? 512,
    timeLimit: options.timeLimit === undefined ? undefined : milliseconds(options.timeLimit, "timeLimit"),
    concurrency: options.concurrency ?? 10,
    maxHops: options.maxHops ?? 100,
    journalShards: options.journalShards ?? 1,
    logger: options.logger,
    logLevel: options.logLevel ?? readLevel(env),
  });
}

function queuesOf(options: AppOptions, env: Environment): Record<string, QueueOptions> {
  const names = variables(options.name);
  const queues: Record<string, QueueOptions> = Object.create(null);
  for (const [queue, url] of Object.entries(readUrls(env, names.queues))) queues[queue] = { url };
  for (const [queue, deadLetterUrl] of Object.entries(readUrls(env, names.deadLetters))) {
    queues[queue] = { ...queues[queue], deadLetterUrl };
  }
  for (const [queue, written] of Object.entries(options.queues ?? {})) queues[queue] = { ...queues[queue], ...written };
  return queues;
}

/**
 * The SDK's own variable for the endpoint of all services
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). One for a single service wins over it, and
 * then the SDK is left to find both.
 */
function endpointOf(env: Environment): string | undefined {
  const single = env.AWS_ENDPOINT_URL_SQS ?? env.AWS_ENDPOINT_URL_DYNAMODB;
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === "true";
  return single || ignored ? undefined : env.AWS_ENDPOINT_URL || undefined;
}

function readUrls(env: Environment, variable: string): Record<string, string> {
  const urls = completeUrls(readMap(env, variable));
  if (urls) return urls;
  throw new LovageError("INVALID_ENVIRONMENT", {
    variable,
    got: env[variable] ?? "",
    allowed: "a JSON object of URLs, of which the first is whole and others may be relative to it",
  });
}

function readMap(env: Environment, variable: string): Record<string, string> {
  const text = env[variable];
  if (!text) return {};
  const refuse = () =>
    new LovageError("INVALID_ENVIRONMENT", {
      variable,
      got: text,
      allowed: 'a JSON object of strings, {"default":"…"}',
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refuse();
  if (!Object.values(value).every((item) => typeof item === "string")) throw refuse();
  return value as Record<string, string>;
}

function readLevel(env: Environment): LogLevel {
  const level = env[logLevelVariable];
  if (!level) return "info";
  if (!logLevels.includes(level as LogLevel)) {
    throw new LovageError("INVALID_ENVIRONMENT", {
      variable: logLevelVariable,
      got: level,
      allowed: `one of ${logLevels.join(", ")}`,
    });
  }
  return level as LogLevel;
}
