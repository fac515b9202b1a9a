import type { App } from "../../app/index.ts";

/**
 * A sentence about a task that is given fewer arguments than its handler has parameters, if it is; only a warning, as a
 * parameter may be optional, which nothing at run time tells. A handler's `length` counts the parameters before the first
 * with a default, and no rest parameter. A task with an argument schema checks for itself. Pure.
 *
 * @param given - how many arguments there are, keyword arguments being one
 */
export function fewArguments(app: App, name: string, given: number): string | undefined {
  const task = app.tasks.find((one) => one.name === name || one.options.aliases.includes(name));
  if (!task || task.options.args) return undefined;
  const declared = task.handler.length - (task.options.bind ? 1 : 0);
  if (given >= declared) return undefined;
  const missing = declared - given;
  const [parameters, rest] = [declared === 1 ? "parameter" : "parameters", missing === 1 ? "one" : `${missing}`];
  return `"${name}" declares ${declared} ${parameters} without a default, and ${given} ${given === 1 ? "argument is" : "arguments are"} given: the last ${rest} will be undefined.`;
}
