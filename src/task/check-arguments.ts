import type { StandardSchemaV1 } from "@standard-schema/spec";
import { LovageError } from "../errors/index.ts";
import type { TaskDefinition } from "./task-definition.ts";

/**
 * Holds arguments against the task's schema and gives what the schema makes of them; without a schema, the arguments
 * as they are. A promise only when the schema is asynchronous.
 *
 * @throws LovageError INVALID_ARGUMENTS with every issue and its path
 */
export function checkArguments(
  definition: TaskDefinition,
  args: readonly unknown[],
): readonly unknown[] | Promise<readonly unknown[]> {
  const schema = definition.options.args;
  if (!schema) return args;
  const answer = schema["~standard"].validate(args);
  return answer instanceof Promise ? answer.then((a) => accepted(definition, a)) : accepted(definition, answer);
}

function accepted(definition: TaskDefinition, answer: StandardSchemaV1.Result<readonly unknown[]>): readonly unknown[] {
  if (answer.issues) {
    throw new LovageError("INVALID_ARGUMENTS", { task: definition.name, issues: answer.issues.map(sentence) });
  }
  return answer.value;
}

function sentence(issue: StandardSchemaV1.Issue): string {
  const path = (issue.path ?? []).map((part) => (typeof part === "object" ? part.key : part));
  const at = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `args${at}: ${issue.message}`;
}
