import type { CloudFact } from "../../dev/index.ts";
import type { AppDescription } from "./app-description.ts";

/** The cloud knows queues by their names in SQS; who reads what happens there knows them by the app's. */
export class QueueNames {
  readonly #names = new Map<string, string>();

  learn({ queues }: AppDescription): void {
    for (const { name, sqsName } of queues) this.#names.set(sqsName, name);
  }

  /** The fact with the app's name of its queue. */
  translate(fact: CloudFact): CloudFact {
    return "queue" in fact ? { ...fact, queue: this.#names.get(fact.queue) ?? fact.queue } : fact;
  }
}
