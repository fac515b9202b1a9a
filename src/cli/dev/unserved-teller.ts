import { peekMessage } from "../../message/index.ts";
import type { Logger } from "../../runtime/index.ts";
import type { QueueNames } from "./queue-names.ts";

/** What happens in the queues, as far as it is looked at here. */
interface SentFact {
  readonly type: string;
  readonly queue: string;
  readonly message?: { readonly body: string };
}

/**
 * Warns of the first task on each queue that no worker of the app takes from: it would wait there for ever. What is no
 * task is its sender's own business.
 */
export function unservedTeller(names: QueueNames, app: string, logger: Logger): (fact: SentFact) => void {
  const told = new Set<string>();
  return ({ type, queue, message }) => {
    if (type !== "sent" || !message || names.knows(queue) || told.has(queue)) return;
    const { id, task } = peekMessage(message.body);
    if (id === undefined || task === undefined) return;
    told.add(queue);
    const serves = names.served.join(", ");
    const name = queue.startsWith(`${app}-`) ? queue.slice(app.length + 1) : queue;
    const fix = `Send it to one of those, or let a task or a route of the app "${app}" name the queue "${name}"`;
    logger.warn({ id, task, queue, serves }, `nothing here runs the tasks of this queue. ${fix}`);
  };
}
