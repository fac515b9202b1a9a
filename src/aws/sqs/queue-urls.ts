import { LovageError } from "../../errors/index.ts";
import type { QueueKind } from "../../ports/index.ts";
import { deadLetterName, queueName, type Settings, undeliveredName, variables } from "../../settings/index.ts";

/** Asks SQS for the URL of a queue by its name; `absent` makes the error for one that is not there. */
export type LookUp = (name: string, absent: (cause: unknown) => LovageError) => Promise<string>;

/**
 * The URLs of an app's queues: from the settings, or asked of SQS once in the life of the process. A lookup that failed
 * is forgotten, so that a queue which is deployed later is found.
 */
export class QueueUrls {
  readonly #settings: Settings;
  readonly #lookUp: LookUp;
  readonly #found = new Map<string, Promise<string>>();

  constructor(settings: Settings, lookUp: LookUp) {
    this.#settings = settings;
    this.#lookUp = lookUp;
  }

  /** @throws LovageError QUEUE_NOT_FOUND, and what the lookup throws */
  async of(queue: string, kind: QueueKind = "queue"): Promise<string> {
    const configured = this.#configured(queue, kind);
    if (configured !== undefined) return configured;
    const name = this.#name(queue, kind);
    const known = this.#found.get(name);
    if (known) return known;
    const asked = this.#lookUp(name, this.absent(queue, kind));
    this.#found.set(name, asked);
    asked.catch(() => this.#found.delete(name));
    return asked;
  }

  /** Makes the error for a queue that is not there, and forgets its URL. */
  absent(queue: string, kind: QueueKind = "queue"): (cause: unknown) => LovageError {
    return (cause) => {
      const name = this.#name(queue, kind);
      this.#found.delete(name);
      const names = variables(this.#settings.name);
      const queueName = this.#configured(queue, kind) ?? name;
      const variable = { queue: names.queues, deadLetters: names.deadLetters, undelivered: names.beatDeadLetters }[
        kind
      ];
      return new LovageError("QUEUE_NOT_FOUND", { queue, queueName, variable }, { cause });
    };
  }

  #configured(queue: string, kind: QueueKind): string | undefined {
    const { queues } = this.#settings;
    if (kind === "undelivered" || !Object.hasOwn(queues, queue)) return undefined;
    return kind === "queue" ? queues[queue]?.url : queues[queue]?.deadLetterUrl;
  }

  #name(queue: string, kind: QueueKind): string {
    const { name: app, beatDeadLetters } = this.#settings;
    // The settings know that one by its ARN, the end of which is its name.
    if (kind === "undelivered") return beatDeadLetters?.split(":").at(-1) ?? undeliveredName(app);
    return (kind === "queue" ? queueName : deadLetterName)(app, queue);
  }
}
