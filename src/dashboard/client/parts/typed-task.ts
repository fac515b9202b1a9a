import { isList, isObject, readJson } from "./read-json.ts";
import type { TaskText } from "./task-fields.tsx";

/** What was typed, as the API takes it. @throws SyntaxError */
export function typedTask({ task, args, kwargs }: TaskText) {
  const named = kwargs.trim() === "" ? {} : readJson(kwargs, "Keyword arguments", "a JSON object", isObject);
  return {
    task,
    args: args.trim() === "" ? [] : readJson(args, "Arguments", "a JSON list, such as [4, 4]", isList),
    ...(Object.keys(named).length > 0 && { kwargs: named }),
  };
}
