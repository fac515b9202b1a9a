import { App, Stack } from "aws-cdk-lib";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { at, cron, crontab, every, type Schedule } from "lovage";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Lovage, type LovageProps, TaskQueue } from "../../cdk/index.ts";
import { deployableParts } from "../../src/aws/beat/index.ts";
import { planSchedule } from "../../src/beat/index.ts";
import { readSettings } from "../../src/settings/index.ts";
import { type DeployedSchedules, schedulesIn } from "../support/deploy-schedules.ts";
import { aStack, only } from "../support/synth.ts";
import { app, report } from "./fixture/scheduled.ts";

const queues = { default: {}, reports: {}, "orders.fifo": {} };
const props = { app: "shop", entry: "test/cdk/fixture/scheduled.ts", queues };

/** The stack of an app whose entry is loaded, and its worker bundled, as for a deployment. */
function loaded(more: Partial<LovageProps> = {}): Stack {
  const stack = new Stack(new App(), "ShopStack");
  new Lovage(stack, "Shop", { ...props, ...more });
  return stack;
}

/** An app whose entry is not loaded, to add schedules to. */
function unloaded(more: Partial<LovageProps> = {}): { readonly stack: Stack; readonly shop: Lovage } {
  const stack = aStack();
  return { stack, shop: new Lovage(stack, "Shop", { ...props, ...more }) };
}

const role = "arn:aws:iam::000000000000:role/beat";
const arnOf = (id: string) => (id.includes("Role") ? role : `arn:aws:sqs:us-east-1:000000000000:${id}`);
const rulesOf = (stack: Stack) => Template.fromStack(stack).findResources("AWS::Events::Rule");
const warningsOf = (stack: Stack) =>
  Annotations.fromStack(stack)
    .findWarning("*", Match.anyValue())
    .map(({ entry }) => String(entry.data));
const added = (schedule: Schedule, options: object = {}) => {
  const { stack, shop } = unloaded();
  shop.addSchedule("x", { schedule, task: "report", queue: "reports", ...options });
  return { stack, template: Template.fromStack(stack), warnings: warningsOf(stack) };
};

afterEach(() => {
  vi.useRealTimers();
});

describe("the schedules that the entry declares", () => {
  let stack: Stack;
  let template: Template;
  let deployed: DeployedSchedules;
  beforeAll(() => {
    stack = loaded();
    template = Template.fromStack(stack);
    deployed = schedulesIn(template, arnOf);
  }, 60_000);

  it("are all deployed, each kind as rules or as a schedule of Scheduler", () => {
    const [rules, schedules] = [
      deployed.rules.map(({ rule }) => rule.Name),
      deployed.schedules.map(({ Name }) => Name),
    ];
    expect(schedules.sort()).toEqual(["between", "new-year", "once", "oslo"].map((name) => `lovage-shop.${name}`));
    // Two weekdays in the first week are two rules; all others have one.
    expect(rules.filter((name) => name?.startsWith("lovage-shop.first-weeks"))).toEqual([
      "lovage-shop.first-weeks",
      "lovage-shop.first-weeks.2",
    ]);
    expect(rules.length + schedules.length).toBe(app.schedules.length + 1);
  });

  it.each(app.schedules.map((entry) => [entry.name, entry] as const))(
    "%s is what app.beat would put, word for word",
    (_, entry) => {
      const idOf = (name: RegExp) =>
        Object.keys(template.findResources("AWS::SQS::Queue")).find((id) => name.test(id)) ?? "";
      const settings = {
        ...readSettings({ name: "shop" }, {}),
        beatRole: role,
        beatDeadLetters: arnOf(idOf(/BeatDeadLetterQueue/)),
        scheduleGroup: String(only(template, "AWS::Scheduler::ScheduleGroup").properties.Name),
      };
      const definition = app.tasks.find(({ name }) => name === entry.task);
      const plan = planSchedule(entry, { settings, source: "cdk", now: Date.now(), definition });
      const queue = { default: /Queuesdefault[0-9A-F]{8}$/, reports: /Queuesreports[0-9A-F]{8}$/ }[plan.queue];
      const parts = deployableParts(plan, settings, arnOf(idOf(queue ?? /Queuesordersfifo[0-9A-F]{8}$/)));
      if (parts.kind === "schedule") {
        // CloudFormation does not know the action; a schedule that deletes itself would be missed by it.
        const { ActionAfterCompletion, ...wanted } = parts.schedule;
        expect(deployed.schedules.find(({ Name }) => Name === wanted.Name)).toEqual(wanted);
        return;
      }
      for (const { rule, target, tags } of parts.rules) {
        const found = deployed.rules.find((one) => one.rule.Name === rule.Name);
        expect(found).toEqual({
          rule: { ...rule, State: parts.enabled ? "ENABLED" : "DISABLED", Tags: tags },
          targets: [target],
        });
      }
    },
  );

  it("wait for the policies without which their first tick would be lost", () => {
    const policies = Object.keys(template.findResources("AWS::SQS::QueuePolicy"));
    const rules = Object.values(template.findResources("AWS::Events::Rule"));
    const waited = rules.map(
      ({ DependsOn }) => [DependsOn].flat().filter((id: string) => policies.includes(id)).length,
    );
    expect(new Set(waited)).toEqual(new Set([4]));
  });

  it("are the same template at another time, on another run", () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 400 * 86_400_000 });
    expect(Template.fromStack(loaded()).toJSON()).toEqual(template.toJSON());
  }, 60_000);

  it("have nothing to warn of but what the schedules themselves are warned of", () => {
    expect(warningsOf(stack).join("\n")).toMatch(/^.*"every 36 hours".*counted from 1970.*$/s);
  });
});

describe("addSchedule", () => {
  it("deploys a task that is imported, on its own queue", () => {
    const { stack, shop } = unloaded();
    shop.addSchedule("nightly", { schedule: crontab("0 3 * * *"), task: report });
    const { properties } = only(Template.fromStack(stack), "AWS::Events::Rule");
    expect(properties).toMatchObject({
      Name: "lovage-shop.nightly",
      ScheduleExpression: "cron(0 3 * * ? *)",
      Targets: [{ Arn: { "Fn::GetAtt": [expect.stringContaining("Queuesreports"), "Arn"] } }],
    });
  });

  it("deploys a signature, and a task by its name with arguments and options", () => {
    const { stack, shop } = unloaded({ routes: { "python.*": "reports" } });
    shop.addSchedule("signed", { schedule: every("1h"), task: report.s() });
    const options = {
      kwargs: { month: 1 },
      expires: "1h",
      countdown: "5m",
      overlap: "skip",
      headers: { v: "2" },
    } as const;
    shop.addSchedule("named", { schedule: every("1h"), task: "python.report", args: [37], ...options });
    const inputs = schedulesIn(Template.fromStack(stack), arnOf).rules.map(
      ({ targets }) => targets[0]?.InputTransformer?.InputTemplate,
    );
    expect(inputs[1]).toContain('"countdown":300000,"expires":3600000,"overlap":"skip","source":"cdk"');
    expect(inputs[1]).toContain('"routing_key":"reports"');
  });

  it("knows the queue of a task that it is given by its name from the entry", () => {
    const stack = new Stack(new App(), "ShopStack");
    new Lovage(stack, "Shop", props).addSchedule("by-name", { schedule: every("1h"), task: "report" });
    const rule = only(Template.fromStack(stack), "AWS::Events::Rule", { Name: "lovage-shop.by-name" });
    expect(JSON.stringify(rule.properties.Targets)).toContain("ShopQueuesreports");
  }, 60_000);

  it("changes a schedule in place: the same resource, of the same name", () => {
    const [before, after] = [every("5m"), crontab("30 4 * * 1")].map((schedule) => rulesOf(added(schedule).stack));
    expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}));
    expect(Object.values(after ?? {})[0]?.Properties.Name).toBe("lovage-shop.x");
  });

  it("replaces a rule by a schedule of Scheduler of the same name, beside which it may be for the time of the deployment", () => {
    const rule = added(crontab("30 4 * * *")).template;
    const schedule = added(crontab("30 4 * * *", { timezone: "Europe/Oslo" })).template;
    const [one, other] = [only(rule, "AWS::Events::Rule"), only(schedule, "AWS::Scheduler::Schedule")];
    expect(other.id).not.toBe(one.id);
    expect(other.properties.Name).toBe(one.properties.Name);
  });

  it("leaves out a start that has passed, as Scheduler refuses it, and tells a start that is to come", () => {
    const schedule = every("1h", { startAt: "2030-01-01T00:00Z", endAt: "2031-01-01T00:00Z" });
    const at = (now: string) => {
      vi.useFakeTimers({ toFake: ["Date"], now: new Date(now) });
      return only(added(schedule).template, "AWS::Scheduler::Schedule").properties;
    };
    expect(at("2029-12-31T00:00Z")).toMatchObject({ StartDate: "2030-01-01T00:00:00.000Z" });
    expect(at("2030-01-02T00:00Z")).not.toHaveProperty("StartDate");
    expect(at("2030-01-02T00:00Z")).toMatchObject({ EndDate: "2030-12-31T23:59:59.000Z" });
  });

  it.each([
    ["whose time has passed", at("2020-01-01T00:00Z")],
    ["whose end has passed", every("1h", { endAt: "2020-01-01T00:00Z" })],
    ["of a year that has passed", cron("0 0 1 1 ? 1999")],
  ])("does not deploy a schedule %s, and says so", (_, schedule) => {
    const { template, warnings } = added(schedule);
    template.resourceCountIs("AWS::Events::Rule", 0);
    template.resourceCountIs("AWS::Scheduler::Schedule", 0);
    expect(warnings.join()).toContain('The schedule "x" has no run left, and is not deployed.');
  });

  it("warns of what was probably not meant", () => {
    expect(added(crontab({ minute: 1 })).warnings.join()).toContain("it runs once an hour");
    expect(added(crontab("30 4 * * 1")).warnings).toEqual([]);
  });

  it("gives Scheduler what is more than the rules of a bus, and says so", () => {
    const { stack, shop } = unloaded();
    for (let i = 1; i <= 301; i++) shop.addSchedule(`s${i}`, { schedule: every("1h"), task: report });
    const template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Events::Rule", 300);
    expect(only(template, "AWS::Scheduler::Schedule").properties).toMatchObject({ Name: "lovage-shop.s301" });
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/has 300 rules already, and.*"s301" goes to EventBridge Scheduler/),
    ]);
  });

  it("gives Scheduler what goes to a queue of another stack, whose policy lets no rule of this app send", () => {
    const stack = aStack();
    const queueOf = (name: string) => Queue.fromQueueArn(stack, name, `arn:aws:sqs:us-east-1:000000000000:${name}`);
    const mail = TaskQueue.fromQueues(stack, "mail", { queue: queueOf("theirs"), deadLetterQueue: queueOf("dead") });
    const shop = new Lovage(stack, "Shop", { ...props, queues: { default: {}, mail: { queue: mail } } });
    shop.addSchedule("x", { schedule: every("1h"), task: "mail.send", queue: "mail" });
    const { properties } = only(Template.fromStack(stack), "AWS::Scheduler::Schedule");
    expect(properties).toMatchObject({ ScheduleExpressionTimezone: "UTC", Target: { Arn: mail.queue.queueArn } });
  });

  it.each([
    [
      "a queue that the construct has not",
      { queue: "mail" },
      /"queue" is "mail"; it must be one of .*: default, reports/,
    ],
    ["misspelt arguments", { arg: [37] }, /schedule "x" has no option "arg". Did you mean "args"\?/],
    ["a misspelt option", { overlapp: "skip" }, /schedule "x" has no option "overlapp". Did you mean "overlap"\?/],
    [
      "seconds on a FIFO queue",
      { schedule: every("10s"), queue: "orders.fifo", messageGroupId: "all" },
      /DELAY_ON_FIFO/,
    ],
    ["a FIFO queue without a group", { queue: "orders.fifo" }, /GROUP_REQUIRED/],
    ["one run, and nothing that says which", { schedule: every("1h", { once: true }) }, /give it a startAt/],
    ["arguments that no message can hold", { args: [() => 1] }, /NOT_SERIALIZABLE/],
    ["arguments that are no list", { args: 37 }, /"args" is 37; it must be a list/],
    ["more than EventBridge keeps", { args: ["x".repeat(200_000)] }, /SCHEDULE_TOO_LARGE/],
    ["something that is no schedule", { schedule: 10 }, /INVALID_SCHEDULE/],
  ])("refuses %s", (_, options, message) => {
    expect(() => added(every("1h"), options)).toThrow(message);
  });

  it("warns of a task that is nearly one of the entry's, and not of one that may be a Python worker's", () => {
    const declared = loaded();
    const shop = declared.node.findChild("Shop") as Lovage;
    shop.addSchedule("typo", { schedule: every("1h"), task: "reprot" });
    shop.addSchedule("python", { schedule: every("1h"), task: "celery.backend_cleanup" });
    expect(warningsOf(declared).filter((warning) => warning.includes("lovage:task-of-schedule"))).toEqual([
      expect.stringMatching(
        /"typo" runs the task "reprot", which the entry does not register.*Did you mean "report"\?/,
      ),
    ]);
  }, 60_000);

  it("refuses a crontab that never fires where it is written, with the reason", () => {
    expect(() => added(crontab({ dayOfMonth: 31, monthOfYear: 2 }))).toThrow(
      /no such day in any year, so it would never run/,
    );
  });

  it("refuses a name twice, also one that the entry declares", () => {
    const { shop } = unloaded();
    shop.addSchedule("x", { schedule: every("1h"), task: report });
    expect(() => shop.addSchedule("x", { schedule: every("1h"), task: report })).toThrow("DUPLICATE_SCHEDULE");
    const declared = new Lovage(new Stack(new App(), "ShopStack"), "Shop", props);
    expect(() => declared.addSchedule("oslo", { schedule: every("1h"), task: report })).toThrow("DUPLICATE_SCHEDULE");
  }, 60_000);

  it("holds arguments against the task's schema", () => {
    const declared = new Lovage(new Stack(new App(), "ShopStack"), "Shop", props);
    const greet = () => declared.addSchedule("x", { schedule: every("1h"), task: "greet", args: [1] });
    expect(greet).toThrow(/INVALID_ARGUMENTS/);
  }, 60_000);
});
