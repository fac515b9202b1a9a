import { LovageError } from "../errors/index.ts";
import { AttemptContext } from "../execution/index.ts";
import { checkArguments, defineTask, type Handler, type TaskDefinition, type TaskOptions } from "../task/index.ts";
import { Connection } from "./connection.ts";
import { type ConnectionOf, makeSender } from "./make-sender.ts";
import type { AnyTask, DefineTask } from "./task.ts";

/** The functions behind `app.task` and `sharedTask`: they define, register where there is somewhere, and dress. */
export function taskMaker(
  connectionOf: ConnectionOf,
  register: (definition: TaskDefinition, task: AnyTask) => void,
): DefineTask {
  return ((name: string, second: TaskOptions | Handler, third?: Handler) => {
    const [options, handler] = typeof second === "function" ? [{}, second] : [second, third as Handler];
    const definition = defineTask(name, options, handler);
    const task = dress(definition, connectionOf);
    register(definition, task);
    return task;
  }) as DefineTask;
}

function dress(definition: TaskDefinition, connectionOf: ConnectionOf): AnyTask {
  const direct = (...args: readonly unknown[]) => {
    const checked = checkArguments(definition, args);
    // A caller of a plain function cannot be made to wait; the sent task can.
    if (checked instanceof Promise) throw new LovageError("ASYNC_SCHEMA", { task: definition.name });
    const handler = definition.handler as (...args: readonly unknown[]) => unknown;
    return definition.options.bind
      ? handler(directContext(definition, args, connectionOf), ...checked)
      : handler(...checked);
  };
  Object.defineProperty(direct, "name", { value: definition.name });
  return Object.assign(direct, makeSender(definition.name, connectionOf, definition), { definition }) as AnyTask;
}

/** The context of a handler that is called in process: the first and only attempt of a task that was never sent. */
function directContext(
  definition: TaskDefinition,
  args: readonly unknown[],
  connectionOf: ConnectionOf,
): AttemptContext {
  const { runtime, settings } = requireConnection(connectionOf);
  const id = runtime.ids();
  const embed = { callbacks: null, errbacks: null, chain: null, chord: null };
  return new AttemptContext({
    message: {
      id,
      task: definition.name,
      args: [...args],
      kwargs: {},
      embed,
      retries: 0,
      ignoreResult: true,
      hops: 0,
      headers: {},
    },
    name: definition.name,
    queue: definition.options.queue ?? settings.defaultQueue,
    attempt: 1,
    retries: 0,
    deadline: Number.POSITIVE_INFINITY,
    logger: runtime.logger,
    sent: false,
  });
}

function requireConnection(connectionOf: ConnectionOf) {
  return connectionOf() ?? new Connection({ name: "shared" });
}
