import { type ScheduledEvent, secondOf } from "../beat/index.ts";
import { valueAt } from "./json-path.ts";
import type { Target } from "./rule.ts";
import { isJsonTemplate, replaceVariables } from "./template.ts";

/** The rule that ticked, and when its event came into being, in milliseconds since 1970. */
export interface RuleTick {
  readonly name: string;
  readonly arn: string;
  readonly ingestedAt: number;
}

type InputTransformer = NonNullable<Target["InputTransformer"]>;

/**
 * What an input transformer makes of an event. Source: "Amazon EventBridge input transformation", and what was
 * recorded from AWS in the tests of LocalStack:
 *
 * - outside of quotes a variable becomes JSON, so a string gets its quotes
 * - inside of quotes it becomes bare text, and nothing in it is escaped; a list or object loses its quotes there
 * - one that leads to nothing is the empty string
 * - a template that is an object or a list is minified; one that is a string keeps its quotes
 *
 * @returns `undefined` when the outcome is no JSON
 */
export function renderTemplate(
  transformer: InputTransformer,
  event: ScheduledEvent,
  tick: RuleTick,
): string | undefined {
  const { InputTemplate, InputPathsMap = {} } = transformer;
  const predefined = predefinedVariables(event, tick);
  const text = replaceVariables(InputTemplate, (name, isInString) => {
    const path = InputPathsMap[name];
    const value = (path === undefined ? predefined[name] : valueAt(path, event)) ?? "";
    if (!isInString) return JSON.stringify(value);
    return typeof value === "string" ? value : JSON.stringify(value).replaceAll('"', "");
  });
  return isJsonTemplate(InputTemplate) ? minified(text) : text;
}

function predefinedVariables(event: ScheduledEvent, { name, arn, ingestedAt }: RuleTick): Record<string, unknown> {
  const { detail: _, "detail-type": detailType, ...rest } = event;
  return {
    "aws.events.rule-arn": arn,
    "aws.events.rule-name": name,
    "aws.events.event.ingestion-time": secondOf(ingestedAt),
    "aws.events.event": { ...rest, detailType },
    "aws.events.event.json": event,
  };
}

function minified(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}
