/* What must and must not compile of schedules. The code is never run. */
import { type AsyncResult, createApp, every, type ListedSchedule, type ScheduleEntry } from "lovage";
import { describe, expectTypeOf, it } from "vitest";

const app = createApp({ name: "types" });
const add = app.task("add", (x: number, y: number) => x + y);
const clean = app.task("clean", () => {});
const greet = app.task("greet", (name?: string) => name);
const never = (_body: () => unknown) => {};

describe("a schedule", () => {
  it("takes a task with its arguments, or with none where it needs none", () => {
    never(() => app.schedule("a", every("1m"), add, { args: [1, 2], queue: "slow", overlap: "skip" }));
    never(() => app.schedule("a", every("1m"), clean));
    never(() => app.schedule("a", every("1m"), greet));
    never(() => app.schedule("a", every("1m"), greet, { args: ["Ada"], expires: "10s" }));
    // @ts-expect-error it cannot do without arguments
    never(() => app.schedule("a", every("1m"), add));
    // @ts-expect-error nor with options alone
    never(() => app.schedule("a", every("1m"), add, { queue: "slow" }));
    // @ts-expect-error too few
    never(() => app.schedule("a", every("1m"), add, { args: [1] }));
    // @ts-expect-error of another type
    never(() => app.schedule("a", every("1m"), add, { args: [1, "2"] }));
    // @ts-expect-error too many
    never(() => app.schedule("a", every("1m"), clean, { args: [1] }));
  });

  it("takes a signature with all of its arguments", () => {
    never(() => app.schedule("a", every("1m"), add.s(1, 2)));
    never(() => app.schedule("a", every("1m"), add.si(1, 2), { queue: "slow" }));
    // @ts-expect-error one is missing
    never(() => app.schedule("a", every("1m"), add.s(2)));
    // @ts-expect-error it has them already
    never(() => app.schedule("a", every("1m"), add.s(1, 2), { args: [1, 2] }));
  });

  it("takes the name of a task of any arguments", () => {
    never(() => app.schedule("a", every("1m"), "python.report", { args: [1, "2"], kwargs: { a: 1 } }));
    // @ts-expect-error what no two runs can share
    never(() => app.schedule("a", every("1m"), "python.report", { taskId: "7" }));
    // @ts-expect-error seconds are a Duration, not a schedule
    never(() => app.schedule("a", 10, clean));
  });

  it("is an entry when it is declared, and a promise of what is there when it is put", () => {
    const declare = () => app.schedule("a", every("1m"), clean);
    const put = () => app.beat.put("a", every("1m"), add, { args: [1, 2] });
    expectTypeOf(declare).returns.toEqualTypeOf<ScheduleEntry>();
    expectTypeOf(put).returns.toEqualTypeOf<Promise<ListedSchedule>>();
    expectTypeOf(app.beat.list()).toEqualTypeOf<AsyncIterable<ListedSchedule>>();
    expectTypeOf(app.beat.runNow).returns.toEqualTypeOf<Promise<AsyncResult<unknown>>>();
  });
});
