import type { Adapters } from "../ports/index.ts";
import type { AsyncResult } from "../results/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { AppOptions, Settings } from "../settings/index.ts";
import type { SendOptions } from "../task/index.ts";
import { Connection } from "./connection.ts";
import { makeSender } from "./make-sender.ts";
import { type Revoke, revoker } from "./revoke.ts";
import type { TaskSender, TaskTypes } from "./task.ts";

/** The tasks among the exports of a module, by their names on the wire. */
export type TasksOf<Module> = {
  [Export in keyof Module as NameOf<Module[Export]>]: SenderOf<Module[Export]>;
};

interface Typed<Name, Args, Result> {
  readonly taskName: string;
  readonly types?: TaskTypes<Name, Args, Result>;
}

type NameOf<Exported> = Exported extends Typed<infer Name extends string, infer _Args, infer _Result> ? Name : never;

type SenderOf<Exported> =
  Exported extends Typed<infer Name extends string, infer Args extends readonly unknown[], infer Result>
    ? TaskSender<Name, Args, Result>
    : never;

/** Sends tasks that it knows by their types alone. Made by `createProducer`. */
export class TypedProducer<Module> {
  /** Revokes a task, or many, by their ids. @see App.revoke */
  readonly revoke: Revoke;
  readonly #connection: Connection;

  constructor(options: AppOptions) {
    this.#connection = new Connection(options);
    this.revoke = revoker(() => this.#connection);
  }

  /** The ways to send a task: `shop.task("add").delay(4, 4)`. A name or arguments that the types do not know do not compile. */
  task<Name extends keyof TasksOf<Module> & string>(name: Name): TasksOf<Module>[Name] {
    return makeSender(name, () => this.#connection) as unknown as TasksOf<Module>[Name];
  }

  /** Sends a task by name alone (Celery's `send_task`): of a Python worker, or of an app whose types are not at hand. */
  sendTask<R = unknown>(
    name: string,
    args: readonly unknown[] = [],
    options: SendOptions = {},
  ): Promise<AsyncResult<R>> {
    return makeSender(name, () => this.#connection).applyAsync(args, options) as Promise<AsyncResult<R>>;
  }

  /** The handle of a task by its id. */
  result<R = unknown>(id: string): AsyncResult<R> {
    return this.#connection.result<R>(id);
  }

  /** The resolved configuration. */
  get settings(): Settings {
    return this.#connection.settings;
  }

  /** Sends into another world than AWS. */
  connect(adapters: Adapters, runtime: Partial<Runtime> = {}): this {
    this.#connection.connect(adapters, runtime);
    return this;
  }
}

/**
 * Makes a producer for services that do not import the handlers, only their types:
 *
 * ```ts
 * import type * as tasks from "./tasks";
 * const shop = createProducer<typeof tasks>({ name: "shop" });
 * await shop.task("add").delay(4, 4);
 * ```
 *
 * Tasks of several modules: `createProducer<typeof mail & typeof photos>`. A type carries no options, so a task that
 * goes to another queue than the default needs a route, in the options or from the deployment's environment.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function createProducer<Module>(options: AppOptions): TypedProducer<Module> {
  return new TypedProducer<Module>(options);
}
