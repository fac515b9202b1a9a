import type { App } from "../app/index.ts";
import { didYouMean, LovageError } from "../errors/index.ts";

/**
 * Refuses a task that an app's files do not know: it is a slip, and would only end in the dead letters.
 *
 * @throws LovageError UNKNOWN_TASK, with the name that was meant
 */
export function checkTask(app: App, name: string): void {
  const known = app.tasks.flatMap((task) => [task.name, ...task.options.aliases]);
  if (!known.includes(name))
    throw new LovageError("UNKNOWN_TASK", { name, known, suggestion: didYouMean(name, known) });
}
