import { memberDialect } from "../beat/index.ts";
import { type Input, type Operation, readInput, type Shape } from "../wire/index.ts";
import { noSuchBus } from "./events-fault.ts";
import type { Rules } from "./rules.ts";

/** One operation of the EventBridge API, which `eventBridge` binds to its rules. */
export type Action = (rules: Rules) => Operation;

/** Makes an action of its input's shape, as data, and what it does with an input that fits. Its bus is the default one. */
export function action<const S extends Shape>(shape: S, run: (input: Input<S>, rules: Rules) => unknown): Action {
  return (rules) => (body) => {
    const input = readInput(shape, body, memberDialect);
    const { EventBusName = "default" } = input as { EventBusName?: string };
    if (!isDefaultBus(EventBusName)) throw noSuchBus(EventBusName);
    return run(input, rules);
  };
}

function isDefaultBus(bus: string): boolean {
  return bus === "default" || /^arn:[^:]+:events:[^:]*:[^:]*:event-bus\/default$/.test(bus);
}
