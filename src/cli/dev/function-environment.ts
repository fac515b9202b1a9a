import { accountId, region } from "../../dev/index.ts";
import type { LogLevel } from "../../runtime/index.ts";
import { type Environment, logLevelVariable, partialResponsesVariable, variables } from "../../settings/index.ts";
import type { AppDescription } from "./app-description.ts";

/** The services that the embedded cloud plays, as the AWS SDK names them in AWS_ENDPOINT_URL_<SERVICE>. */
const played = ["SQS", "DYNAMODB", "EVENTBRIDGE", "SCHEDULER"];

/**
 * What would lead a function past the embedded cloud: where another deployment's queues and schedules are, and profiles
 * with accounts and endpoints of their own.
 */
const misleading =
  /^(LOVAGE_.+_(QUEUES|DEAD_LETTERS|TABLE|BEAT_ROLE|SCHEDULE_GROUP)|AWS_PROFILE|AWS_DEFAULT_PROFILE|AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)$/;

/** Credentials that mean nothing, for clients that want some. */
const anyCredentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };

/** A role that nobody looks at: Scheduler wants one, and the embedded cloud asks no IAM. */
export const anyRole = `arn:aws:iam::${accountId}:role/lovage-dev`;

/** The environment of a function before it is known what it runs: the shell's, without what would mislead it. Pure. */
export function shellEnvironment(env: Environment): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !misleading.test(entry[0]),
  );
  const given = Object.fromEntries(kept);
  return given.AWS_ACCESS_KEY_ID ? given : { ...given, ...anyCredentials };
}

/**
 * The environment of an app's function: the shell's, so that tasks find what they find when they are run by hand, and
 * what a deployment sets. A service that the cloud does not play is answered by it with an error, and not by the real
 * AWS, unless its own AWS_ENDPOINT_URL_<SERVICE> says where it is. Pure.
 */
export function functionEnvironment(
  env: Environment,
  app: AppDescription,
  endpoint: string,
  logLevel: LogLevel,
): Record<string, string> {
  return {
    ...shellEnvironment(env),
    AWS_ENDPOINT_URL: endpoint,
    ...Object.fromEntries(played.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    ...deployedVariables(app, endpoint),
    [partialResponsesVariable]: "1",
    [logLevelVariable]: logLevel,
  };
}

/**
 * The environment of a program that sends tasks to the app, or manages its schedules: what any client of AWS needs, and
 * what a deployment grants. Pure.
 */
export function clientEnvironment(app: AppDescription, endpoint: string): Record<string, string> {
  const { routes } = variables(app.name);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    ...anyCredentials,
    LOVAGE_APP: app.name,
    ...deployedVariables(app, endpoint),
    ...(Object.keys(app.routes).length > 0 && { [routes]: JSON.stringify(app.routes) }),
  };
}

/** The variables that a deployment sets wherever an app is used. */
function deployedVariables(app: AppDescription, endpoint: string): Record<string, string> {
  const names = variables(app.name);
  const urls = (name: "sqsName" | "deadLetterName") =>
    JSON.stringify(
      Object.fromEntries(app.queues.map((queue) => [queue.name, `${endpoint}/${accountId}/${queue[name]}`])),
    );
  return {
    [names.queues]: urls("sqsName"),
    [names.deadLetters]: urls("deadLetterName"),
    [names.table]: app.table,
    [names.beatRole]: anyRole,
    ...(app.payloadBucket !== undefined && { [names.payloadBucket]: app.payloadBucket }),
  };
}
