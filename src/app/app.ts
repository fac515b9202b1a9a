import { type ScheduleEntry, Schedules } from "../beat/index.ts";
import { LovageError } from "../errors/index.ts";
import type { Middleware, Worker } from "../execution/index.ts";
import { DeadLetters } from "../letters/index.ts";
import type { Adapters } from "../ports/index.ts";
import type { AsyncResult } from "../results/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { type AppOptions, readConfigFile, type Settings } from "../settings/index.ts";
import { queuesOf, Registry, type SendOptions, type TaskDefinition } from "../task/index.ts";
import { AppBeat } from "./app-beat.ts";
import { Connection } from "./connection.ts";
import { makeSender } from "./make-sender.ts";
import { taskMaker } from "./make-task.ts";
import { type Revoke, revoker } from "./revoke.ts";
import { entryOf, type ScheduleTask } from "./schedule-task.ts";
import { sharedTasksOf } from "./shared-task.ts";
import type { DefineTask } from "./task.ts";

/** An app: the owner of tasks, settings and the line to the world. Made by `createApp`. */
export class App {
  /**
   * Defines and registers a task.
   *
   * ```ts
   * export const add = app.task("add", (x: number, y: number) => x + y);
   * ```
   *
   * @throws LovageError INVALID_TASK_NAME, DUPLICATE_TASK, UNKNOWN_OPTION, INVALID_OPTION
   */
  readonly task: DefineTask;
  /**
   * Declares a schedule (Celery's `add_periodic_task`). Nothing is made by it: a deployment (the construct, `lovage dev`)
   * or `app.beat.sync()` takes it to EventBridge.
   *
   * ```ts
   * app.schedule("add-every-10-seconds", every("10s"), add, { args: [16, 4] });
   * app.schedule("happy-mondays", crontab({ hour: 7, minute: 30, dayOfWeek: 1 }), greet.s("Happy Mondays!"));
   * ```
   *
   * @throws LovageError INVALID_SCHEDULE_NAME, DUPLICATE_SCHEDULE, UNKNOWN_OPTION, INVALID_OPTION
   */
  readonly schedule: ScheduleTask<ScheduleEntry>;
  /**
   * Revokes a task, or many, by their ids (Celery's `app.control.revoke`), and says for each what became of that. It is durable: it
   * holds for every worker, and outlives the message; one that waits in Scheduler for its eta is taken back.
   *
   * ```ts
   * const { outcome } = await app.revoke(result.id); // "revoked", or, while it runs, "finishing"
   * await app.revoke(ids, { terminate: true, reason: "the order was cancelled" });
   * ```
   *
   * It is heeded by workers that claim the task (`track: "full"`). A task with `track: "final"` is kept from running where its
   * message has an eta or countdown, or was delivered before; one with `track: "none"` never. Who has but an id cannot know;
   * the handle that `delay` gives does, and then says REVOKE_UNTRACKED.
   *
   * @throws LovageError INVALID_TASK_ID, UNKNOWN_OPTION, INVALID_OPTION, before anything is written
   */
  readonly revoke: Revoke;
  /** The schedules in EventBridge. */
  readonly beat: AppBeat;
  /**
   * The messages that were given up on:
   *
   * ```ts
   * for (const letter of await app.deadLetters.list({ task: "mail.*" })) console.log(letter.task, letter.error);
   * await app.deadLetters.redrive({ reason: "FAILED", since: "1h" }, { rate: 10 });
   * ```
   */
  readonly deadLetters: DeadLetters;
  readonly #connection: Connection;
  readonly #registry = new Registry();
  readonly #middleware: Middleware[] = [];
  readonly #schedules = new Map<string, ScheduleEntry>();

  constructor(options: AppOptions) {
    this.#connection = new Connection(options);
    this.task = taskMaker(
      () => this.#connection,
      (definition) => this.#registry.add(definition),
    );
    this.revoke = revoker(() => this.#connection);
    this.schedule = (...call: Parameters<typeof entryOf>) => this.#declare(entryOf(...call));
    this.deadLetters = new DeadLetters(() => {
      const { settings, runtime, adapters } = this.#connection;
      return {
        settings,
        runtime,
        adapters,
        used: this.tasks.length > 0 ? queuesOf(this.tasks, settings) : [],
      };
    });
    this.beat = new AppBeat({
      schedules: () => this.#inEventBridge(),
      declared: () => this.schedules,
      resultOf: (sent) => this.#connection.resultOf(sent),
    });
  }

  /** The app's name. */
  get name(): string {
    return this.#connection.name;
  }

  /** The registered tasks. */
  get tasks(): readonly TaskDefinition[] {
    return this.#registry.tasks;
  }

  /** The declared schedules. */
  get schedules(): readonly ScheduleEntry[] {
    return [...this.#schedules.values()];
  }

  /** The resolved configuration. The first look fixes it: the environment is read then. */
  get settings(): Settings {
    return this.#connection.settings;
  }

  /** Adds options, which win over those before (Celery's `app.conf.update`). Before anything is sent or run. */
  configure(options: Partial<AppOptions>): this {
    this.#connection.configure(options, "app.configure");
    return this;
  }

  /** Adds options from a JSON file (Celery's `config_from_object`). @throws LovageError INVALID_CONFIG_FILE, UNKNOWN_OPTION, INVALID_OPTION */
  configureFromFile(file: string | URL): this {
    return this.configure(readConfigFile(file));
  }

  /**
   * Takes in the shared tasks of modules (Celery's `autodiscover_tasks`): `import * as mail from "./mail.ts";
   * app.include(mail)`. Modules that define their tasks with `app.task` need only be imported.
   */
  include(...modules: readonly object[]): this {
    for (const task of modules.flatMap(sharedTasksOf)) {
      this.#registry.add(task.definition);
      task.bind(this.#connection);
    }
    return this;
  }

  /** Wraps every attempt of every task; the first one added is the outermost. */
  use(...middleware: readonly Middleware[]): this {
    this.#middleware.push(...middleware);
    return this;
  }

  /** Sends a task by name, whether it is registered here or not: another app's, or a Python worker's (Celery's `send_task`). */
  sendTask<R = unknown>(
    name: string,
    args: readonly unknown[] = [],
    options: SendOptions = {},
  ): Promise<AsyncResult<R>> {
    const sender = makeSender(name, () => this.#connection, this.#registry.find(name));
    return sender.applyAsync(args, options) as Promise<AsyncResult<R>>;
  }

  /** The handle of a task by its id (Celery's `AsyncResult(id)`). */
  result<R = unknown>(id: string): AsyncResult<R> {
    return this.#connection.result<R>(id);
  }

  /** Runs in another world than AWS: the memory of a test, or adapters of your own. Answers with the app. */
  connect(adapters: Adapters, runtime: Partial<Runtime> = {}): this {
    this.#connection.connect(adapters, runtime);
    return this;
  }

  /** The clock, ids and logger that the app works with. */
  get runtime(): Runtime {
    return this.#connection.runtime;
  }

  /**
   * All that an entry needs to run this app's tasks.
   *
   * @param wanted - what the entry wants in place of the app's own: its adapters use it too, as long as they have not
   * been made. @default the app's own
   */
  async worker(wanted?: Partial<Runtime>): Promise<Worker> {
    if (wanted) this.#connection.override(wanted);
    const { producer, runtime, settings } = this.#connection;
    const { broker, store, metrics, payloads } = await this.#connection.adapters;
    const measured = metrics === undefined ? {} : { metrics };
    return {
      broker,
      store,
      ...measured,
      ...(payloads && { payloads }),
      producer,
      runtime,
      settings,
      registry: this.#registry,
      middleware: this.#middleware,
    };
  }

  #declare(entry: ScheduleEntry): ScheduleEntry {
    if (this.#schedules.has(entry.name)) throw new LovageError("DUPLICATE_SCHEDULE", { name: entry.name });
    this.#schedules.set(entry.name, entry);
    return entry;
  }

  #inEventBridge(): Schedules {
    const { settings, runtime, producer } = this.#connection;
    const adapters = () => this.#connection.adapters;
    return new Schedules({ settings, runtime, producer, adapters, find: (task) => this.#registry.find(task) });
  }
}

/**
 * Makes an app. Nothing is read or opened by it: settings come together at the first use, so a module that makes an app
 * and defines tasks may be imported anywhere.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function createApp(options: AppOptions): App {
  return new App(options);
}

/** The app among a module's exports, or the value itself when it is one. From any copy of the package. */
export function appOf(value: unknown): App | undefined {
  if (isApp(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value).find(isApp) : undefined;
}

function isApp(value: unknown): value is App {
  if (value instanceof App) return true;
  return (
    typeof value === "object" &&
    value !== null &&
    value.constructor?.name === "App" &&
    "worker" in value &&
    "include" in value
  );
}
