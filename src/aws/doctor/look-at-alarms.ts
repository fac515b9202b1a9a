import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import type { ServiceLink } from "../service-link.ts";
import type { AlarmFacts } from "./facts.ts";

/** The namespaces of the metrics that are an app's. */
const namespaces: readonly (string | undefined)[] = ["AWS/SQS", "AWS/Lambda"];

/** The alarms of the account on single metrics of queues and functions. */
export async function lookAtAlarms(cloudWatch: ServiceLink<CloudWatchClient>): Promise<AlarmFacts[]> {
  const found: AlarmFacts[] = [];
  for (let NextToken: string | undefined; ; ) {
    const command = new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm"], MaxRecords: 100, NextToken });
    const page = await cloudWatch.call("DescribeAlarms", (client) => client.send(command));
    for (const alarm of page.MetricAlarms ?? []) {
      if (!namespaces.includes(alarm.Namespace)) continue;
      found.push({
        name: alarm.AlarmName ?? "",
        metric: alarm.MetricName ?? "",
        of: (alarm.Dimensions ?? []).flatMap(({ Value }) => Value ?? []),
        state: alarm.StateValue ?? "",
        acts: alarm.ActionsEnabled !== false && (alarm.AlarmActions ?? []).length > 0,
      });
    }
    if (!page.NextToken) return found;
    NextToken = page.NextToken;
  }
}
