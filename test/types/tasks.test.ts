/*
 * What must and what must not compile. `npm run typecheck` is the test: an expected error that does not come is an error.
 * The code is never run, so nothing is sent.
 */
import { type AsyncResult, createApp, createProducer, type Signature, sharedTask, type TaskContext } from "lovage";
import * as v from "valibot";
import { describe, expectTypeOf, it } from "vitest";
import { z } from "zod";

const app = createApp({ name: "types" });
const add = app.task("add", (x: number, y: number) => x + y);
const greet = app.task(
  "greet",
  { bind: true, queue: "mail" },
  async (task, name: string, title?: string) => `${title} ${name} ${task.attempt}`,
);
const sum = app.task("sum", (...numbers: number[]) => numbers.length);
const parsed = app.task("parsed", { args: z.tuple([z.coerce.number(), z.string().optional()]) }, (n, unit) => ({
  n,
  unit,
}));
const bound = app.task(
  "bound",
  { args: v.tuple([v.pipe(v.string(), v.transform(Number))]), bind: true },
  (task, n) => [task.id, n] as const,
);
const shared = sharedTask("shared", (when: Date) => when);

const tasks = { app, add, greet, sum, parsed, bound, shared };
const never = (_body: () => unknown) => {};

describe("a task", () => {
  it("is called with its handler's arguments and gives its result", () => {
    expectTypeOf(add).parameters.toEqualTypeOf<[number, number]>();
    expectTypeOf(add).returns.toEqualTypeOf<number>();
    expectTypeOf(greet).parameters.toEqualTypeOf<[name: string, title?: string]>();
    expectTypeOf(greet).returns.toEqualTypeOf<Promise<string>>();
    expectTypeOf(add.taskName).toEqualTypeOf<"add">();
  });

  it("is sent with the same arguments, and its handle knows the result", () => {
    expectTypeOf(add.delay).parameters.toEqualTypeOf<[number, number]>();
    expectTypeOf(add.delay).returns.toEqualTypeOf<Promise<AsyncResult<number>>>();
    expectTypeOf(greet.delay).returns.toEqualTypeOf<Promise<AsyncResult<string>>>();
    expectTypeOf(shared.delay).parameters.toEqualTypeOf<[when: Date]>();
    never(() => sum.delay(1, 2, 3));
    never(() => add.applyAsync([4, 4], { countdown: "5m", queue: "slow", expires: "1h" }));
    never(() =>
      add.delayMany([
        [1, 2],
        [3, 4],
      ]),
    );
  });

  it("does not take wrong arguments or options", () => {
    // @ts-expect-error too few
    never(() => add.delay(4));
    // @ts-expect-error of another type
    never(() => add.delay(4, "4"));
    // @ts-expect-error too many
    never(() => add.applyAsync([1, 2, 3]));
    // @ts-expect-error an unknown option
    never(() => add.applyAsync([1, 2], { countDown: 5 }));
    // @ts-expect-error no duration
    never(() => add.applyAsync([1, 2], { countdown: "5 minutes" }));
    // @ts-expect-error an unknown task option
    never(() => app.task("x", { retires: 3 }, () => 1));
    // @ts-expect-error one of the lists is wrong
    never(() => add.delayMany([[1, 2], ["3"]]));
  });

  it("makes a key of its own arguments", () => {
    const key = (order: string, lines: number) => `${order} ${lines}`;
    const keyed = app.task("keyed", { idempotencyKey: (order, lines) => `${order.trim()} ${lines.toFixed()}` }, key);
    expectTypeOf(keyed.delay).parameters.toEqualTypeOf<[order: string, lines: number]>();
    const single = app.task(
      "single",
      { bind: true, singleton: { key: (order: string) => order, mode: "skip" } },
      async (task, order: string) => [task.id, order],
    );
    expectTypeOf(single.delay).parameters.toEqualTypeOf<[order: string]>();
    app.task("read", { args: z.tuple([z.string()]), throttle: { key: (text) => text.trim(), every: "1m" } }, (s) => s);
    never(() => keyed.applyAsync(["a", 1], { idempotencyKey: (order) => order.trim(), idempotencyWindow: "1h" }));
    never(() => keyed.delayMany([["a", 1]], { idempotencyKey: (order, lines) => order.repeat(lines) }));
    // @ts-expect-error the task takes no number first
    never(() => keyed.applyAsync(["a", 1], { throttle: { key: (order: number) => order.toFixed(), every: "1m" } }));
    // @ts-expect-error a key is a text
    never(() => keyed.applyAsync(["a", 1], { idempotencyKey: (_, lines) => lines }));
    // @ts-expect-error many sends cannot be debounced
    never(() => keyed.delayMany([["a", 1]], { debounce: { key: "a", wait: "1m" } }));
    // @ts-expect-error the handler takes no number
    never(() => app.task("y", { idempotencyKey: (order: number) => `${order}` }, (order: string) => order));
    // @ts-expect-error no such mode
    never(() => app.task("z", { singleton: { mode: "queue" } }, (order: string) => order));
  });

  it("with a schema takes what the schema takes, and its handler gets what the schema gives", () => {
    expectTypeOf(parsed.delay).returns.toEqualTypeOf<Promise<AsyncResult<{ n: number; unit: string | undefined }>>>();
    expectTypeOf(bound.delay).parameters.toEqualTypeOf<[string]>();
    expectTypeOf(bound.delay).returns.resolves.toEqualTypeOf<AsyncResult<readonly [string, number]>>();
    // @ts-expect-error the schema takes a string
    never(() => bound.delay(5));
  });

  it("passes a bound handler the running attempt", () => {
    never(() => app.task("b", { bind: true }, (task) => expectTypeOf(task).toEqualTypeOf<TaskContext>()));
  });
});

describe("a signature", () => {
  it("binds the last arguments and asks for the first", () => {
    expectTypeOf(add.s(4)).toEqualTypeOf<Signature<[number], number>>();
    expectTypeOf(add.s(2, 2)).toEqualTypeOf<Signature<[], number>>();
    expectTypeOf(add.s()).toEqualTypeOf<Signature<[number, number], number>>();
    expectTypeOf(add.si(2, 2)).toEqualTypeOf<Signature<[], number>>();
    never(() => add.s(4).delay(2));
    // @ts-expect-error the first argument is missing
    never(() => add.s(4).delay());
    // @ts-expect-error of another type
    never(() => add.s("4"));
    // @ts-expect-error an immutable signature needs them all
    never(() => add.si(2));
  });
});

describe("a producer", () => {
  const producer = createProducer<typeof tasks>({ name: "types" });

  it("knows tasks by their names on the wire", () => {
    expectTypeOf(producer.task("add").delay).parameters.toEqualTypeOf<[number, number]>();
    expectTypeOf(producer.task("greet").delay).returns.resolves.toEqualTypeOf<AsyncResult<string>>();
    expectTypeOf<Parameters<typeof producer.task>[0]>().toEqualTypeOf<
      "add" | "greet" | "sum" | "parsed" | "bound" | "shared"
    >();
  });

  it("knows no others, and no other arguments", () => {
    // @ts-expect-error no such task
    never(() => producer.task("ad"));
    // @ts-expect-error of another type
    never(() => producer.task("add").delay("4", 4));
  });

  it("takes several modules as one", () => {
    const several = createProducer<{ add: typeof add } & { greet: typeof greet }>({ name: "types" });
    expectTypeOf<Parameters<typeof several.task>[0]>().toEqualTypeOf<"add" | "greet">();
  });
});
