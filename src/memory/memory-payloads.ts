import { PAYLOAD_DAYS, type Payloads } from "../ports/index.ts";
import type { Clock } from "../runtime/index.ts";

/** Large arguments and results in memory, on an injected clock: they expire as those in S3 do. Nothing outlives the process. */
export class MemoryPayloads implements Payloads {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly text: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The keys of all that was put and not removed. */
  get keys(): readonly string[] {
    return [...this.#kept.keys()];
  }

  async put(key: string, text: string): Promise<void> {
    this.#kept.set(key, { text, until: this.#clock.now() + PAYLOAD_DAYS * 86_400_000 });
  }

  async get(key: string): Promise<string | undefined> {
    const kept = this.#kept.get(key);
    return kept && kept.until > this.#clock.now() ? kept.text : undefined;
  }

  async remove(key: string): Promise<void> {
    this.#kept.delete(key);
  }
}
