import { memberDialect } from "../beat/index.ts";
import { type Input, readInput, type Shape } from "../wire/index.ts";
import type { Schedules } from "./schedules.ts";

/** One operation of the Scheduler API, and how a request is for it. */
export interface Action {
  /** The method and the path, such as `GET /schedules/{Name}`: what stands in the braces is a member of the input. */
  readonly route: string;
  /** The members that come in the query string, by their names there. */
  readonly query: Readonly<Record<string, string>>;
  readonly shape: Shape;
  readonly run: (input: unknown, schedules: Schedules) => unknown;
}

/** Makes an action of its route, its input's shape, as data, and what it does with an input that fits. */
export function action<const S extends Shape>(
  route: string,
  shape: S,
  run: (input: Input<S>, schedules: Schedules) => unknown,
  query: Readonly<Record<string, string>> = {},
): Action {
  return { route, query, shape, run: (input, schedules) => run(readInput(shape, input, memberDialect), schedules) };
}
