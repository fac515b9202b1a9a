import { Duration, type Stack } from "aws-cdk-lib";
import { OpsItemSeverity, SsmAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageAlarmProps } from "../../cdk/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const shopIn = (stack: Stack, queues = { mail: {} }) => new Lovage(stack, "Shop", { app: "shop", entry, queues });
const alarms = (props?: LovageAlarmProps) => synth((stack) => void shopIn(stack).addAlarms(props));
const withMetric = (props: LovageAlarmProps | undefined, MetricName: string) =>
  Object.values(alarms(props).findResources("AWS::CloudWatch::Alarm", { Properties: { MetricName } }));

describe("addAlarms", () => {
  it("watches each queue's oldest message and dead letters, and each worker's errors, throttles and dropped invocations", () => {
    const template = synth((stack) => {
      const shop = shopIn(stack, { mail: {}, ...{ default: {} } });
      expect(shop.addAlarms()).toHaveLength(8);
    });
    const found = Object.values(template.findResources("AWS::CloudWatch::Alarm")).map(({ Properties: p }) =>
      [p.MetricName, p.Threshold, p.EvaluationPeriods, p.Period, p.Statistic].join(" "),
    );
    expect([...new Set(found)].sort()).toEqual([
      "ApproximateAgeOfOldestMessage 900 5 60 Maximum",
      "ApproximateNumberOfMessagesVisible 1 1 60 Maximum",
      "Errors 1 1 300 Sum",
      "RecursiveInvocationsDropped 1 1 300 Sum",
      "Throttles 1 3 300 Sum",
    ]);
    template.allResourcesProperties("AWS::CloudWatch::Alarm", {
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
    });
  });

  it("says in each which app, what has happened, and what to do", () => {
    const [alarm] = withMetric(undefined, "ApproximateNumberOfMessagesVisible");
    expect(alarm?.Properties.AlarmDescription).toBe(
      'Lovage app "shop": the queue "mail" has dead letters: each says why; redrive or discard them.',
    );
  });

  it("looks at the dead-letter queue for dead letters, and at the function for errors", () => {
    const template = alarms();
    const [letters] = Object.keys(template.findResources("AWS::SQS::Queue")).filter((id) => /DeadLetter/.test(id));
    expect(withMetric(undefined, "ApproximateNumberOfMessagesVisible")[0]?.Properties.Dimensions).toEqual([
      { Name: "QueueName", Value: { "Fn::GetAtt": [letters, "QueueName"] } },
    ]);
    expect(withMetric(undefined, "Errors")[0]?.Properties.Dimensions).toEqual([
      { Name: "FunctionName", Value: { Ref: only(template, "AWS::Lambda::Function").id } },
    ]);
  });

  it("tells a topic when one goes off and when it is over, and does what else it is told", () => {
    const template = synth((stack) => {
      const topic = new Topic(stack, "Operators", { displayName: "Operators" });
      shopIn(stack).addAlarms({ topic, alarmActions: [new SsmAction(OpsItemSeverity.HIGH)] });
    });
    const topic = { Ref: only(template, "AWS::SNS::Topic").id };
    for (const { Properties } of Object.values(template.findResources("AWS::CloudWatch::Alarm"))) {
      expect(Properties.AlarmActions).toEqual([topic, { "Fn::Join": ["", expect.arrayContaining([":opsitem:2"])] }]);
      expect(Properties.OKActions).toEqual([topic]);
    }
  });

  it("takes other thresholds", () => {
    const props = {
      oldestMessageAge: Duration.hours(2),
      deadLetters: 10,
      errors: 3,
      throttles: 4,
      recursiveInvocationsDropped: 5,
    };
    const thresholds = Object.values(alarms(props).findResources("AWS::CloudWatch::Alarm")).map(
      (a) => a.Properties.Threshold,
    );
    expect(thresholds.sort((a, b) => a - b)).toEqual([3, 4, 5, 10, 10, 7200]);
  });

  it("leaves out what is false", () => {
    const off = { oldestMessageAge: false, deadLetters: false, errors: false, throttles: false } as const;
    expect(only(alarms(off), "AWS::CloudWatch::Alarm").properties.MetricName).toBe("RecursiveInvocationsDropped");
    alarms({ ...off, recursiveInvocationsDropped: false }).resourceCountIs("AWS::CloudWatch::Alarm", 0);
  });

  it.each([
    [{ deadLetters: 0 }, /"deadLetters" is 0; it must be a whole number from 1, or false for no such alarm/],
    [{ oldestMessageAge: 900 }, /"oldestMessageAge" is 900; it must be a Duration of 1 to 1209600 seconds, or false/],
    [{ deadletters: 1 }, /Did you mean "deadLetters"\?/],
  ])("fails with %o", (props: object, message) => {
    expect(() => shopIn(aStack()).addAlarms(props)).toThrow(message);
  });
});

describe("addDashboard", () => {
  it("shows each queue, each worker and the table by name", () => {
    const template = synth((stack) => void shopIn(stack).addDashboard({ dashboardName: "shop" }));
    const { properties } = only(template, "AWS::CloudWatch::Dashboard");
    expect(properties.DashboardName).toBe("shop");
    const text = Object(properties.DashboardBody)["Fn::Join"][1].map((part: unknown) =>
      typeof part === "string" ? part : "x",
    );
    const { start, widgets } = JSON.parse(text.join(""));
    expect(start).toBe("-PT3H");
    const titles = widgets.map(({ properties: p }: { properties: { title?: string } }) => p.title ?? "text");
    expect(titles).toEqual([
      "text",
      ...["Waiting", "In flight", "Oldest message (s)", "Dead letters"],
      ...["Invocations", "Errors and throttles", "Duration (ms)", "Running at once"],
      ...["Sent", "Delayed", "Table, units a minute"],
    ]);
    const labels = (title: string) =>
      widgets[titles.indexOf(title)].properties.metrics.map((metric: unknown[]) => Object(metric.at(-1)).label);
    expect(labels("Dead letters")).toEqual(["mail"]);
    expect(labels("Duration (ms)")).toEqual(["default p50", "default p99"]);
  });

  it("opens on the time that it is told", () => {
    const template = synth((stack) => void shopIn(stack).addDashboard({ defaultInterval: Duration.days(1) }));
    expect(JSON.stringify(only(template, "AWS::CloudWatch::Dashboard").properties)).toContain("-P1D");
  });

  it("fails with a name that CloudWatch refuses", () => {
    expect(() => shopIn(aStack()).addDashboard({ dashboardName: "my shop" })).toThrow(
      /must be letters, digits, - and _/,
    );
  });
});
