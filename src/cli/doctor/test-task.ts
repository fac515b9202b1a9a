import type { App } from "../../app/index.ts";
import { LovageError } from "../../errors/index.ts";
import { waitForTask } from "../result/wait-for-task.ts";
import type { Shell } from "../shell.ts";
import { checkOf, type Finding } from "./finding.ts";

/** Sends a task, waits for it, and says whether it came through. @param timeout - in milliseconds */
export async function testTask(
  app: App,
  { task, args, timeout }: { readonly task: string; readonly args: readonly unknown[]; readonly timeout: number },
  shell: Shell,
  quiet: boolean,
): Promise<Finding> {
  const check = checkOf("test-task", task);
  try {
    const began = shell.clock.now();
    const result = await app.sendTask(task, args, { taskId: app.runtime.ids() });
    const { view } = await waitForTask(result, timeout, shell, quiet);
    const took = shell.clock.now() - began;
    const look = `lovage task ${result.id}`;
    if (view.state === "SUCCESS" || view.state === "IGNORED")
      return check.ok(`${result.id} came back ${view.state} after ${took} ms`);
    if (view.state === "PENDING") {
      return check.fail(
        `no worker has begun ${result.id} after ${took} ms`,
        "see whether a worker takes from its queue, and its log",
      );
    }
    const error = view.error ? ` (${view.error.name}: ${view.error.message})` : "";
    return check.fail(`${result.id} is ${view.state} after ${took} ms${error}`, look);
  } catch (error) {
    if (!LovageError.is(error)) throw error;
    return check.fail(error.message, "send it by hand: lovage send");
  }
}
