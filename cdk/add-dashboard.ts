import { Duration } from "aws-cdk-lib";
import { Dashboard, GraphWidget, type IMetric, type IWidget, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import { checkProps, durationRule } from "./check-props.ts";
import type { LovageBase } from "./lovage-base.ts";

/** What a CloudWatch dashboard of an app is made with. */
export interface LovageDashboardProps {
  /**
   * Its name in CloudWatch.
   * @default - given by CloudFormation.
   */
  readonly dashboardName?: string;
  /**
   * The time that it shows when it is opened.
   * @default Duration.hours(3)
   */
  readonly defaultInterval?: Duration;
}

const rules = {
  dashboardName: {
    allowed: "letters, digits, - and _",
    test: (v: unknown) => typeof v === "string" && /^[\w-]{1,255}$/.test(v),
  },
  defaultInterval: durationRule(60, 60 * 60 * 24 * 90),
};

/**
 * Makes the dashboard of an app in CloudWatch: a row for the queues, one for the workers, one for the table.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function addDashboard(lovage: LovageBase, props: LovageDashboardProps): Dashboard {
  checkProps("addDashboard", props, rules);
  return new Dashboard(lovage, "Dashboard", {
    dashboardName: props.dashboardName,
    defaultInterval: props.defaultInterval ?? Duration.hours(3),
    widgets: rows(lovage),
  });
}

const minute = { period: Duration.minutes(1) };

function rows({ app, queues, workers, table }: LovageBase): IWidget[][] {
  const allQueues = Object.values(queues);
  const allWorkers = Object.entries(workers);
  const ofQueues = (title: string, metric: (queue: (typeof allQueues)[number], label: string) => IMetric) =>
    graph(
      title,
      allQueues.map((queue) => metric(queue, queue.name)),
    );
  const ofWorkers = (title: string, metrics: (worker: (typeof allWorkers)[number][1], name: string) => IMetric[]) =>
    graph(
      title,
      allWorkers.flatMap(([name, worker]) => metrics(worker, name)),
    );
  return [
    [new TextWidget({ markdown: `# ${app}\nThe queues, workers and table of the Lovage app.`, width: 24, height: 2 })],
    [
      ofQueues("Waiting", (queue, label) => queue.metricWaiting({ ...minute, label })),
      ofQueues("In flight", (queue, label) => queue.metricInFlight({ ...minute, label })),
      ofQueues("Oldest message (s)", (queue, label) => queue.metricOldestMessageAge({ ...minute, label })),
      ofQueues("Dead letters", (queue, label) => queue.metricDeadLetters({ ...minute, label })),
    ],
    ...(allWorkers.length === 0
      ? []
      : [
          [
            ofWorkers("Invocations", (worker, label) => [worker.metricInvocations({ ...minute, label })]),
            ofWorkers("Errors and throttles", (worker, name) => [
              worker.metricErrors({ ...minute, label: `${name} errors` }),
              worker.metricThrottles({ ...minute, label: `${name} throttles` }),
            ]),
            ofWorkers("Duration (ms)", (worker, name) => [
              worker.metricDuration({ ...minute, statistic: "p50", label: `${name} p50` }),
              worker.metricDuration({ ...minute, statistic: "p99", label: `${name} p99` }),
            ]),
            ofWorkers("Running at once", (worker, label) => [worker.metricConcurrentExecutions({ ...minute, label })]),
          ],
        ]),
    [
      ofQueues("Sent", (queue, label) => queue.metricSent({ ...minute, label })),
      ofQueues("Delayed", (queue, label) => queue.metricDelayed({ ...minute, label })),
      graph("Table, units a minute", [
        table.metricConsumedReadCapacityUnits({ ...minute, label: "read" }),
        table.metricConsumedWriteCapacityUnits({ ...minute, label: "written" }),
      ]),
    ],
  ];
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 6, leftYAxis: { min: 0, showUnits: false } });
}
