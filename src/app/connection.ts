import { LovageError } from "../errors/index.ts";
import type { Adapters } from "../ports/index.ts";
import { Producer, type Sent } from "../producer/index.ts";
import { AsyncResult, type KnownTask, type Revocation, type RevokeOptions, revokeTasks } from "../results/index.ts";
import { jsonLogger, type Runtime, systemClock, systemRuntime } from "../runtime/index.ts";
import { type AppOptions, checkAppOptions, readSettings, type Settings } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";

/**
 * An app's line to the world: its settings, its runtime and its adapters, each made at the first use and not before,
 * so that importing a module of tasks reads no environment and opens no client.
 */
export class Connection {
  #options: AppOptions;
  #settings: Settings | undefined;
  #runtime: Runtime | undefined;
  #overrides: Partial<Runtime> = {};
  #adapters: Adapters | Promise<Adapters> | undefined;
  #producer: Producer | undefined;

  constructor(options: AppOptions) {
    checkAppOptions("createApp", options);
    this.#options = options;
  }

  /** Adds options, which win over those before. @throws LovageError INVALID_OPTION once anything was sent or run */
  configure(options: Partial<AppOptions>, where: string): void {
    checkAppOptions(where, options);
    if (this.#settings) {
      const allowed = "called before the app sends or runs anything";
      throw new LovageError("INVALID_OPTION", { option: "configure", where, got: "a late call", allowed });
    }
    this.#options = { ...this.#options, ...options };
  }

  /** Uses another world than AWS, and, for tests, another runtime. */
  connect(adapters: Adapters, runtime: Partial<Runtime> = {}): void {
    this.#adapters = adapters;
    this.#overrides = runtime;
    this.#runtime = undefined;
    this.#producer = undefined;
  }

  /** Uses another clock, logger or the like from now on. */
  override(runtime: Partial<Runtime>): void {
    this.#overrides = { ...this.#overrides, ...runtime };
    this.#runtime = undefined;
    this.#producer = undefined;
  }

  get name(): string {
    return this.#options.name;
  }

  get settings(): Settings {
    this.#settings ??= readSettings(this.#options);
    return this.#settings;
  }

  get runtime(): Runtime {
    if (!this.#runtime) {
      const { logger, logLevel } = this.settings;
      const clock = this.#overrides.clock ?? systemClock;
      this.#runtime = systemRuntime({ logger: logger ?? jsonLogger({ clock, level: logLevel }), ...this.#overrides });
    }
    return this.#runtime;
  }

  get adapters(): Adapters | Promise<Adapters> {
    this.#adapters ??= this.#connectToAws();
    return this.#adapters;
  }

  get producer(): Producer {
    this.#producer ??= new Producer({ settings: this.settings, runtime: this.runtime, adapters: () => this.adapters });
    return this.#producer;
  }

  /** The handle of a task by its id. */
  result<R>(id: string, known: KnownTask = {}): AsyncResult<R> {
    return new AsyncResult<R>(id, { clock: this.runtime.clock, adapters: () => this.adapters }, known);
  }

  /**
   * The handle of a message that was sent.
   *
   * @param definition - the task's, where it is at hand: the handle knows by it what can be revoked
   */
  resultOf<R>({ id, ignoreResult, eta, isClaimed }: Sent, definition?: TaskDefinition): AsyncResult<R> {
    const usual = isClaimed || definition?.options.collapse.singleton ? "full" : definition?.options.track;
    const track = ignoreResult ? "none" : definition ? (usual ?? this.settings.track) : usual;
    return this.result<R>(id, { ...(track && { track }), eta: eta ?? 0 });
  }

  /** Revokes tasks by their ids. */
  revoke(ids: readonly string[], options: RevokeOptions = {}): Promise<Revocation[]> {
    return revokeTasks(ids, options, { clock: this.runtime.clock, adapters: () => this.adapters });
  }

  // AWS's clients are tens of milliseconds to load: a program that only imports its tasks does not pay them.
  async #connectToAws(): Promise<Adapters> {
    const { awsAdapters } = await import("../aws/index.ts");
    const adapters = awsAdapters(this.settings, this.runtime);
    this.#adapters = adapters;
    return adapters;
  }
}
