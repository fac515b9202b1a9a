// The door of the room: an app's configuration, and the only reader of the environment.
export { type AppOptions, checkAppOptions, MOST_KEPT_ARGUMENTS, type QueueOptions, type Track } from "./app-options.ts";
export { checkOptions, type Rule, type Rules, rule } from "./check-options.ts";
export { readConfigFile } from "./config-file.ts";
export { type Duration, milliseconds } from "./duration.ts";
export {
  beatName,
  beatPrefix,
  deadLetterName,
  delayName,
  delayPrefix,
  isFifo,
  logLevelVariable,
  partialResponsesVariable,
  payloadKey,
  payloadPrefix,
  queueName,
  tableName,
  undeliveredName,
  variables,
} from "./names.ts";
export { inLambda, partialResponsesOn } from "./partial-responses.ts";
export { queuePrefix, queuesNamed } from "./queues-named.ts";
export { type Environment, readSettings, type Settings } from "./settings.ts";
export {
  guardMargin,
  LONGEST_FUNCTION_TIMEOUT,
  LONGEST_VISIBILITY,
  type TimeBudget,
  timeBudget,
} from "./time-budget.ts";
