import type { Logger } from "../../runtime/index.ts";
import type { TaskContext } from "../../task/index.ts";

/** A middleware and a logger that together tell the story of each attempt. */
export interface Narration {
  readonly logger: Logger;
  readonly middleware: (task: TaskContext, next: () => Promise<unknown>) => Promise<unknown>;
}

/** How many results are kept for their line. More than run at once are those of attempts whose end was never logged. */
const MOST_RESULTS = 10_000;

/**
 * Adds to a worker's log what Celery's has: that a task was received, and, in the line of its success, what it returned. Only
 * for people: a log that is collected should not hold results.
 */
export function narrateAttempts(logger: Logger): Narration {
  const results = new Map<unknown, unknown>();
  const told = (fields: object): object => {
    if (!("runtime" in fields) || !("id" in fields)) return fields;
    const result = results.get(fields.id);
    results.delete(fields.id);
    return result === undefined ? fields : { ...fields, result };
  };
  return {
    logger: {
      ...logger,
      info: (fields, message) => logger.info(told(fields), message),
      child: (fields) => logger.child(fields),
    },
    async middleware(task, next) {
      logger.info({ id: task.id, task: task.name, attempt: task.attempt, queue: task.queue }, "task received");
      results.delete(task.id);
      const result = await next();
      if (result !== undefined) results.set(task.id, result);
      const [oldest] = results.keys();
      if (results.size > MOST_RESULTS) results.delete(oldest);
      return result;
    },
  };
}
