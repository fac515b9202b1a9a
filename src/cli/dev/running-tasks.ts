import type { CloudFact } from "../../dev/index.ts";
import { peekMessage } from "../../message/index.ts";

/** A task as a log line names it. */
export interface NamedTask {
  readonly id: string;
  readonly task: string | undefined;
}

/** The tasks that were handed to a worker and have not been said to have ended, by their messages' ids. */
export class RunningTasks {
  readonly #byMessage = new Map<string, NamedTask>();
  readonly #messages = new Map<string, string>();

  /** A message is handed to a worker. Answers with its task, if it is one. */
  begin({ id, body }: Extract<CloudFact, { type: "batch-invoked" }>["messages"][number]): NamedTask | undefined {
    const peek = peekMessage(body);
    if (peek.id === undefined) return undefined;
    const named = { id: peek.id, task: peek.task };
    this.#byMessage.set(id, named);
    this.#messages.set(named.id, id);
    return named;
  }

  /** An attempt of the task has ended, however it did. */
  end(id: string): void {
    const message = this.#messages.get(id);
    this.#messages.delete(id);
    if (message !== undefined) this.#byMessage.delete(message);
  }

  /** Takes out the task of a message, if it has not ended. */
  take(message: string): NamedTask | undefined {
    const named = this.#byMessage.get(message);
    if (named) this.end(named.id);
    return named;
  }
}
