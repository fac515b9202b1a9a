import { LovageError } from "../errors/index.ts";
import type { SendRequest } from "../producer/index.ts";
import type { SendOptions, TaskDefinition } from "../task/index.ts";
import type { Connection } from "./connection.ts";
import { type Apply, Signature } from "./signature.ts";
import type { TaskSender } from "./task.ts";

/** The connection of a task, which a shared task gets only when an app includes it. */
export type ConnectionOf = () => Connection | undefined;

/** The ways to send a task, by its name and, where it is at hand, its definition. */
export function makeSender(
  taskName: string,
  connectionOf: ConnectionOf,
  definition?: TaskDefinition,
): TaskSender<string, readonly unknown[], unknown> {
  const connection = () => {
    const found = connectionOf();
    if (!found) throw new LovageError("NO_APP", { task: taskName });
    return found;
  };
  const request = (args: readonly unknown[], options?: SendOptions): SendRequest => ({
    task: taskName,
    args: checkedArgs(taskName, args),
    ...(options === undefined ? undefined : { options }),
    ...(definition === undefined ? undefined : { definition }),
  });
  const apply: Apply<unknown> = async (args, options) => {
    const line = connection();
    return line.resultOf(await line.producer.send(request(args, options)), definition);
  };
  return {
    taskName,
    delay: async (...args) => {
      const line = connection();
      return line.resultOf(await line.producer.send(request(args)), definition);
    },
    applyAsync: (args, options = {}) => apply(args, options),
    delayMany: async (argsList, options) => {
      const line = connection();
      const sent = await line.producer.sendMany(argsList.map((args) => request(args, options)));
      return sent.map((one) => line.resultOf(one, definition));
    },
    s: (...args) => new Signature({ task: taskName, args, apply }) as never,
    si: (...args) => new Signature<[]>({ task: taskName, args, immutable: true, apply }),
  };
}

/** `applyAsync(4, 4)` is an easy slip of the pen, and no compiler stands before a JavaScript caller. */
function checkedArgs(task: string, args: unknown): readonly unknown[] {
  if (Array.isArray(args)) return args;
  throw new LovageError("INVALID_OPTION", {
    option: "args",
    where: `"${task}"`,
    got: args,
    allowed: "a list: applyAsync([4, 4])",
  });
}
