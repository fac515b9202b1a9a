import type { DelayedMessage, Delays } from "../../ports/index.ts";

/** Delays that are loaded when the first message has to wait: most of those who send never need one client more. */
export class DeferredDelays implements Delays {
  readonly #load: () => Promise<Delays>;
  #loaded: Promise<Delays> | undefined;

  constructor(load: () => Promise<Delays>) {
    this.#load = load;
  }

  async put(message: DelayedMessage): Promise<void> {
    return (await this.#delays).put(message);
  }

  async remove(id: string): Promise<boolean> {
    return (await this.#delays).remove(id);
  }

  get #delays(): Promise<Delays> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }
}
