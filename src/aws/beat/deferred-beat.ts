import type { Beat, BeatPlan, KeptSchedule } from "../../ports/index.ts";

/**
 * A beat that is loaded when it is first asked for something: a worker, and a web server that sends tasks, seldom touch
 * their schedules, and start faster without two more clients.
 */
export class DeferredBeat implements Beat {
  readonly #load: () => Promise<Beat>;
  #loaded: Promise<Beat> | undefined;

  constructor(load: () => Promise<Beat>) {
    this.#load = load;
  }

  async put(plan: BeatPlan): Promise<void> {
    return (await this.#beat).put(plan);
  }

  async get(name: string): Promise<KeptSchedule | undefined> {
    return (await this.#beat).get(name);
  }

  async *list(): AsyncGenerator<KeptSchedule> {
    yield* (await this.#beat).list();
  }

  async enable(name: string): Promise<boolean> {
    return (await this.#beat).enable(name);
  }

  async disable(name: string): Promise<boolean> {
    return (await this.#beat).disable(name);
  }

  async remove(name: string): Promise<boolean> {
    return (await this.#beat).remove(name);
  }

  get #beat(): Promise<Beat> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }
}
