import { accountId } from "../../dev/index.ts";
import type { LogLevel } from "../../runtime/index.ts";
import { type Environment, logLevelVariable, partialResponsesVariable, variables } from "../../settings/index.ts";
import type { AppDescription } from "./app-description.ts";

/** The services that the embedded cloud plays, as the AWS SDK names them in AWS_ENDPOINT_URL_<SERVICE>. */
const played = ["SQS", "DYNAMODB", "EVENTBRIDGE", "SCHEDULER"];

/**
 * What would lead a function past the embedded cloud: where another deployment's queues are, and profiles with accounts
 * and endpoints of their own.
 */
const misleading =
  /^(LOVAGE_.+_(QUEUES|DEAD_LETTERS|TABLE)|AWS_PROFILE|AWS_DEFAULT_PROFILE|AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)$/;

/** Credentials that mean nothing, for clients that want some. */
const anyCredentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };

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
  const names = variables(app.name);
  const urls = (name: "sqsName" | "deadLetterName") =>
    JSON.stringify(
      Object.fromEntries(app.queues.map((queue) => [queue.name, `${endpoint}/${accountId}/${queue[name]}`])),
    );
  return {
    ...shellEnvironment(env),
    AWS_ENDPOINT_URL: endpoint,
    ...Object.fromEntries(played.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    [names.queues]: urls("sqsName"),
    [names.deadLetters]: urls("deadLetterName"),
    [names.table]: app.table,
    [partialResponsesVariable]: "1",
    [logLevelVariable]: logLevel,
  };
}
