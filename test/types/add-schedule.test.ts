/* What must and must not compile of schedules in infrastructure code. The code is never run. */
import { createApp, createProducer, every } from "lovage";
import type { Lovage } from "lovage/cdk";
import { describe, it } from "vitest";

const app = createApp({ name: "types" });
const add = app.task("add", (x: number, y: number) => x + y);
const clean = app.task("clean", () => {});
const greet = app.task("greet", (name?: string) => name);
const tasks = { app, add, clean, greet };
const never = (_body: () => unknown) => {};
const schedule = every("1m");

declare const shop: Lovage;
declare const typed: Lovage<typeof tasks>;

describe("addSchedule", () => {
  it("takes a task with its arguments, or with none where it needs none", () => {
    never(() => shop.addSchedule("a", { schedule, task: add, args: [1, 2], queue: "slow", overlap: "skip" }));
    never(() => shop.addSchedule("a", { schedule, task: clean }));
    never(() => shop.addSchedule("a", { schedule, task: clean, args: [] }));
    never(() => shop.addSchedule("a", { schedule, task: greet, args: ["Ada"], expires: "10s", kwargs: { a: 1 } }));
    never(() => shop.addSchedule("a", { schedule, task: add.s(1, 2), countdown: "5m" }));
    // @ts-expect-error it cannot do without arguments
    never(() => shop.addSchedule("a", { schedule, task: add }));
    // @ts-expect-error too few
    never(() => shop.addSchedule("a", { schedule, task: add, args: [1] }));
    // @ts-expect-error of another type
    never(() => shop.addSchedule("a", { schedule, task: add, args: [1, "2"] }));
    // @ts-expect-error too many
    never(() => shop.addSchedule("a", { schedule, task: clean, args: [1] }));
    // @ts-expect-error a signature has them already
    never(() => shop.addSchedule("a", { schedule, task: add.s(1, 2), args: [1, 2] }));
    // @ts-expect-error and must have all of them
    never(() => shop.addSchedule("a", { schedule, task: add.s(2) }));
  });

  it("takes a task that is known by its type alone", () => {
    const producer = createProducer<typeof tasks>({ name: "types" });
    never(() => shop.addSchedule("a", { schedule, task: producer.task("add"), args: [1, 2] }));
    // @ts-expect-error of another type
    never(() => shop.addSchedule("a", { schedule, task: producer.task("add"), args: ["1", 2] }));
  });

  it("takes any name with any arguments where the construct knows no types", () => {
    never(() => shop.addSchedule("a", { schedule, task: "python.report", args: [37, "x"] }));
    never(() => shop.addSchedule("a", { schedule, task: "python.report" }));
  });

  it("holds a name and its arguments against the types of the construct", () => {
    never(() => typed.addSchedule("a", { schedule, task: "add", args: [1, 2] }));
    never(() => typed.addSchedule("a", { schedule, task: "clean" }));
    never(() => typed.addSchedule("a", { schedule, task: "greet" }));
    // @ts-expect-error no task of this name
    never(() => typed.addSchedule("a", { schedule, task: "ad", args: [1, 2] }));
    // @ts-expect-error it cannot do without arguments
    never(() => typed.addSchedule("a", { schedule, task: "add" }));
    // @ts-expect-error of another type
    never(() => typed.addSchedule("a", { schedule, task: "add", args: [1, "2"] }));
    // @ts-expect-error too many
    never(() => typed.addSchedule("a", { schedule, task: "clean", args: [1] }));
  });

  it("takes no option that no two runs can share, and no schedule that is none", () => {
    // @ts-expect-error an id is one run's
    never(() => shop.addSchedule("a", { schedule, task: clean, taskId: "7" }));
    // @ts-expect-error seconds are a Duration, not a schedule
    never(() => shop.addSchedule("a", { schedule: 10, task: clean }));
    // @ts-expect-error when is missing
    never(() => shop.addSchedule("a", { task: clean }));
  });
});
