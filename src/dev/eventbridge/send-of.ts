import { queueInArn, type ScheduledEvent, type SqsCall } from "../beat/index.ts";
import { AwsFault } from "../wire/index.ts";
import { valueAt } from "./json-path.ts";
import { type RuleTick, renderTemplate } from "./render-template.ts";
import type { Target } from "./rule.ts";

/** The message that delivers an event to a target, or why there is none. */
export function sendOf(target: Target, event: ScheduledEvent, tick: RuleTick): SqsCall | AwsFault {
  const body = bodyOf(target, event, tick);
  if (body === undefined) {
    return new AwsFault("INVALID_JSON", `The input of target ${target.Id} does not make JSON of this event.`);
  }
  const groupId = target.SqsParameters?.MessageGroupId;
  return { queue: queueInArn(target.Arn), message: { body, groupId } };
}

function bodyOf(target: Target, event: ScheduledEvent, tick: RuleTick): string | undefined {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputTransformer) return renderTemplate(InputTransformer, event, tick);
  if (InputPath === undefined) return JSON.stringify(event);
  return JSON.stringify(valueAt(InputPath, event));
}
