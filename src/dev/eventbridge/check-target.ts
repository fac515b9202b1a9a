import { validationFault } from "../beat/index.ts";
import { isJsonPath } from "./json-path.ts";
import type { Target } from "./rule.ts";
import { isJsonTemplate, predefinedNames, replaceVariables, variablesOf } from "./template.ts";

/** Refuses a target that PutTargets refuses. The sentences are AWS's own, where they are known. */
export function checkTarget(target: Target): void {
  const { Id, Arn, Input, InputPath, InputTransformer, SqsParameters } = target;
  const service = /^arn:[^:]+:([^:]+):[^:]*:[^:]*:.+$/.exec(Arn)?.[1];
  if (!service) throw validationFault(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (service === "sqs" && Arn.endsWith(".fifo") && SqsParameters?.MessageGroupId === undefined) {
    throw validationFault(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw validationFault(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw validationFault(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined) checkPath(InputPath, Id);
  if (InputTransformer) checkTransformer(InputTransformer, Id);
  checkDeadLetterQueue(target);
}

function checkPath(path: string, id: string): void {
  if (!isJsonPath(path)) throw validationFault(`InputPath for target ${id} is invalid.`);
}

function checkTransformer(transformer: NonNullable<Target["InputTransformer"]>, id: string): void {
  const { InputPathsMap = {}, InputTemplate } = transformer;
  for (const [name, path] of Object.entries(InputPathsMap)) {
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) {
      throw validationFault(
        `1 validation error detected: Value at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [A-Za-z0-9\\_\\-]+]`,
      );
    }
    checkPath(path, id);
  }
  for (const name of variablesOf(InputTemplate)) {
    if (!Object.hasOwn(InputPathsMap, name) && !predefinedNames.includes(name)) {
      throw validationFault(`InputTemplate for target ${id} contains invalid placeholder ${name}.`);
    }
    if (name === "aws.events.event.json" && !/^\s*\{/.test(InputTemplate)) {
      throw validationFault(
        `InputTemplate for target ${id} contains placeholder aws.events.event.json valid only for JSON template.`,
      );
    }
  }
  // A text of several lines is a string in quotes on each.
  const filled = replaceVariables(InputTemplate, (_, isInString) => (isInString ? "" : "null"));
  const parts = isJsonTemplate(InputTemplate) ? [filled] : filled.split("\n").filter((line) => line.trim() !== "");
  if (!parts.every(isJson)) throw validationFault(`Invalid InputTemplate for target ${id} : it is no JSON.`);
}

function checkDeadLetterQueue({ DeadLetterConfig }: Target): void {
  const arn = DeadLetterConfig?.Arn;
  if (arn === undefined) return;
  const service = arn.split(":")[2];
  if (service !== "sqs") throw validationFault(`${service} is not supported as a dead letter resource.`);
  if (arn.endsWith(".fifo")) throw validationFault("SQS FIFO is not supported by Dead Letter Queues.");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
