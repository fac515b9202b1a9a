import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { AsyncResult } from "../results/index.ts";
import type { ArgumentsSchema, SendOptions, TaskContext, TaskDefinition, TaskOptionsOf } from "../task/index.ts";
import type { Signature } from "./signature.ts";

/** The ways to send a task. The same for one whose handler is at hand and one that is known by its type alone. */
export interface TaskSender<Name extends string = string, Args extends readonly unknown[] = never, Result = unknown> {
  /** The task's name on the wire. */
  readonly taskName: Name;
  /** Never there at run time: the types of the task, for those that know it by its type alone. */
  readonly types?: TaskTypes<Name, Args, Result>;
  /** Sends the task: `await add.delay(4, 4)`. Exactly one call of AWS, and those that the task's own keys take. */
  delay(...args: Args): Promise<AsyncResult<Result>>;
  /** Sends the task with options: `await add.applyAsync([4, 4], { countdown: "5m" })`. */
  applyAsync(args: Args, options?: SendOptions<Args>): Promise<AsyncResult<Result>>;
  /** Sends the task once for each list of arguments, ten to a call of AWS. */
  delayMany(
    argsList: readonly Args[],
    options?: Omit<SendOptions<Args>, "taskId" | "deduplicationId" | "debounce">,
  ): Promise<AsyncResult<Result>[]>;
  /** A signature: the task with its last arguments bound, to be sent later with the first ones before them. */
  s<const Bound extends Suffix<Args>>(...args: Bound): Signature<WithoutSuffix<Args, Bound>, Result>;
  /** An immutable signature: all arguments are bound, and a predecessor's result is not passed on. */
  si(...args: Args): Signature<[], Result>;
}

/** The types of a task: its name, its arguments, its result. */
export interface TaskTypes<Name, Args, Result> {
  readonly name: Name;
  readonly args: Args;
  readonly result: Result;
}

/** A task: call it to run the handler here and now, or send it. */
export interface Task<Name extends string = string, Args extends readonly unknown[] = never, Returned = unknown>
  extends TaskSender<Name, Args, Awaited<Returned>> {
  /** Runs the handler in this process and gives what it returns: no message, no claim, no retries. */
  (...args: Args): Returned;
  /** The task as the engine knows it. */
  readonly definition: TaskDefinition;
}

/** Any task, whatever it takes. */
export type AnyTask = Task<string, never, unknown>;

/** The last arguments of a list: all of it, all but the first, … none. */
export type Suffix<Args extends readonly unknown[]> = Args extends readonly [unknown, ...infer Rest]
  ? Args | Suffix<Rest>
  : Args extends readonly []
    ? []
    : Args | unknown[];

/** A list of arguments without as many of its last ones as `Bound` has. */
export type WithoutSuffix<Args extends readonly unknown[], Bound extends readonly unknown[]> = Bound extends readonly [
  unknown,
  ...infer Rest,
]
  ? Args extends readonly [...infer First, unknown]
    ? WithoutSuffix<First, Rest>
    : unknown[]
  : [...Args];

/** `app.task` and `sharedTask`: a name, options or none, and the handler; the types come from the handler or the schema. */
export interface DefineTask {
  <const Name extends string, Args extends unknown[], Result>(
    name: Name,
    handler: (...args: Args) => Result,
  ): Task<Name, Args, Result>;
  <const Name extends string, Schema extends ArgumentsSchema, Result>(
    name: Name,
    options: TaskOptionsOf<Listed<StandardSchemaV1.InferInput<NoInfer<Schema>>>> & { args: Schema; bind: true },
    handler: (task: TaskContext, ...args: Listed<StandardSchemaV1.InferOutput<Schema>>) => Result,
  ): Task<Name, Listed<StandardSchemaV1.InferInput<Schema>>, Result>;
  <const Name extends string, Schema extends ArgumentsSchema, Result>(
    name: Name,
    options: TaskOptionsOf<Listed<StandardSchemaV1.InferInput<NoInfer<Schema>>>> & { args: Schema; bind?: false },
    handler: (...args: Listed<StandardSchemaV1.InferOutput<Schema>>) => Result,
  ): Task<Name, Listed<StandardSchemaV1.InferInput<Schema>>, Result>;
  <const Name extends string, Args extends unknown[], Result>(
    name: Name,
    options: TaskOptionsOf<NoInfer<Args>> & { bind: true; args?: undefined },
    handler: (task: TaskContext, ...args: Args) => Result,
  ): Task<Name, Args, Result>;
  <const Name extends string, Args extends unknown[], Result>(
    name: Name,
    options: TaskOptionsOf<NoInfer<Args>> & { bind?: false; args?: undefined },
    handler: (...args: Args) => Result,
  ): Task<Name, Args, Result>;
}

/** A schema's type as a list that can be spread, whatever library made it. */
type Listed<T> = T extends readonly unknown[] ? [...T] : never;
