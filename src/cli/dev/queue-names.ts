import type { CloudFact } from "../../dev/index.ts";
import type { AppDescription } from "./app-description.ts";

/** The cloud knows queues by their names in SQS; who reads what happens there knows them by the app's. */
export class QueueNames {
  readonly #names = new Map<string, string>();
  readonly #deadLetters = new Set<string>();

  learn({ queues }: AppDescription): void {
    for (const { name, sqsName, deadLetterName } of queues) {
      this.#names.set(sqsName, name);
      this.#deadLetters.add(deadLetterName);
    }
  }

  /** The app's names of all queues that its function is called for. */
  get served(): readonly string[] {
    return [...this.#names.values()];
  }

  /** Whether a queue of SQS is one of the app's, or holds its dead letters. */
  knows(sqsName: string): boolean {
    return this.#names.has(sqsName) || this.#deadLetters.has(sqsName);
  }

  /** The fact with the app's name of its queue. */
  translate(fact: CloudFact): CloudFact {
    return "queue" in fact ? { ...fact, queue: this.#names.get(fact.queue) ?? fact.queue } : fact;
  }
}
