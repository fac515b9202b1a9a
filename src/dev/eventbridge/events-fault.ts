import { AwsFault } from "../wire/index.ts";

const namespace = "com.amazonaws.eventbridge";

/** There is no rule of that name. */
export function noSuchRule(name: string): AwsFault {
  return new AwsFault("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`, { namespace });
}

/** There is no bus of that name: the embedded cloud has the default one alone. */
export function noSuchBus(name: string): AwsFault {
  return new AwsFault("ResourceNotFoundException", `Event bus ${name} does not exist.`, { namespace });
}

/** More rules or targets than a quota allows. */
export function tooMany(): AwsFault {
  const message = "The requested resource exceeds the maximum number allowed.";
  return new AwsFault("LimitExceededException", message, { namespace });
}
