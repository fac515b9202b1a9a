import { App, CfnParameter, Duration, Stack } from "aws-cdk-lib";
import { Annotations, Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageProps, TaskQueue, type TaskQueueProps } from "../../cdk/index.ts";
import { warnTasks } from "../../cdk/warn-tasks.ts";
import { readSettings } from "../../src/settings/index.ts";
import { defineTask } from "../../src/task/index.ts";
import { aStack } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const warningsOf = (build: (stack: Stack) => void): string[] => {
  const stack = aStack();
  build(stack);
  const found = Annotations.fromStack(stack).findWarning("*", Match.stringLikeRegexp("lovage:"));
  return found.map(({ entry }) => /lovage:([\w-]+)/.exec(String(entry.data))?.[1] ?? String(entry.data));
};
const queue = (props: TaskQueueProps) => warningsOf((stack) => new TaskQueue(stack, "mail", props));
const shop = (props: Partial<LovageProps>) =>
  warningsOf((stack) => void new Lovage(stack, "Shop", { app: "shop", entry, ...props }));

describe("what is allowed and unwise", () => {
  it.each([
    ["few receives", { maxReceiveCount: 5 }, "few-receives"],
    ["a retention that does not last over a weekend", { retentionPeriod: Duration.days(1) }, "short-retention"],
    ["a visibility timeout of hours", { visibilityTimeout: Duration.hours(3) }, "long-visibility"],
  ])("is warned of on a queue: %s", (_, props, id) => {
    expect(queue(props)).toEqual([id]);
  });

  it("is warned of on a worker: hardly any memory", () => {
    expect(shop({ memorySize: 128 })).toEqual(["little-memory"]);
  });

  it("is warned of on an app: tasks that go to a queue which it does not have", () => {
    const stack = new Stack(new App(), "ShopStack");
    new Lovage(stack, "Shop", { app: "shop", entry, queues: { post: {} } });
    const [found, ...others] = Annotations.fromStack(stack).findWarning("*", Match.stringLikeRegexp("does not have"));
    expect(others).toEqual([]);
    expect(found?.entry.data).toMatch(
      /^The task "add" goes to the queue "default", which the app does not have: it has post. Add it to queues. .*lovage:queue-of-task/,
    );
  });

  it("names all tasks of a queue that is not there, and none that has a route or a queue", () => {
    const tasks = [
      defineTask("add", {}, () => 1),
      defineTask("mail.welcome", { queue: "mail" }, () => 1),
      defineTask("mail.remind", { queue: "mail" }, () => 1),
      defineTask("report", { queue: "slow" }, () => 1),
    ];
    const stack = aStack();
    const settings = readSettings({ name: "shop", routes: { add: "slow" } }, {});
    warnTasks(stack, { app: "shop", entry, queues: { slow: {} } }, { settings, tasks });
    const found = Annotations.fromStack(stack).findWarning("*", Match.stringLikeRegexp("lovage:"));
    expect(found.map(({ entry }) => String(entry.data).split(", which")[0])).toEqual([
      '2 tasks (mail.welcome, mail.remind) go to the queue "mail"',
    ]);
  });

  it("is nothing of what an app has when nothing else is said", () => {
    expect(shop({ queues: { default: {}, mail: { maxConcurrency: 5 }, "orders.fifo": {} } })).toEqual([]);
  });

  it("is not looked for in what only the deployment knows", () => {
    const build = (stack: Stack) => {
      const receives = new CfnParameter(stack, "Receives", { type: "Number" }).valueAsNumber;
      new TaskQueue(stack, "mail", { maxReceiveCount: receives });
    };
    expect(warningsOf(build)).toEqual([]);
  });
});
