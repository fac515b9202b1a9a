import type { Action } from "../action.ts";

/** The members of an action's input that come in the query string: numbers and lists in the form of JSON. */
export function readQuery({ query, shape }: Action, parameters: URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [parameter, member] of Object.entries(query)) {
    const values = parameters.getAll(parameter);
    const [value] = values;
    if (value === undefined) continue;
    const is = shape[member]?.is;
    input[member] = is === "list" ? values : is === "integer" && value !== "" ? Number(value) : value;
  }
  return input;
}
