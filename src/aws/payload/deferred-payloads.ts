import type { Payloads } from "../../ports/index.ts";

/** Payloads that are loaded when the first one is put or asked for: most tasks have none. */
export class DeferredPayloads implements Payloads {
  readonly #load: () => Promise<Payloads>;
  #loaded: Promise<Payloads> | undefined;

  constructor(load: () => Promise<Payloads>) {
    this.#load = load;
  }

  async put(key: string, text: string): Promise<void> {
    return (await this.#payloads).put(key, text);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#payloads).get(key);
  }

  async remove(key: string): Promise<void> {
    return (await this.#payloads).remove(key);
  }

  get #payloads(): Promise<Payloads> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }
}
