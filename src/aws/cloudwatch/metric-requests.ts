import type { GetMetricDataCommandInput, MetricDataQuery, MetricDataResult } from "@aws-sdk/client-cloudwatch";
import type { HistoryRange, QueueHistory } from "../../ports/index.ts";

/** An app's queue, by its own name and by those in SQS, as far as they could be found. */
export interface MeasuredQueue {
  readonly queue: string;
  readonly sqsName: string | undefined;
  readonly deadLetterName: string | undefined;
}

/** The most queries of one request (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html). */
const MOST_QUERIES = 500;

const measures = {
  visible: { metric: "ApproximateNumberOfMessagesVisible", of: "sqsName" },
  oldest: { metric: "ApproximateAgeOfOldestMessage", of: "sqsName" },
  deadLetters: { metric: "ApproximateNumberOfMessagesVisible", of: "deadLetterName" },
} as const;

type Measure = keyof typeof measures;

/** The requests that ask for the history of queues: three metrics of each. Pure. */
export function metricRequests(queues: readonly MeasuredQueue[], range: HistoryRange): GetMetricDataCommandInput[] {
  const queries = queues.flatMap((queue, index) => queriesOf(queue, index, range.step / 1_000));
  const requests: GetMetricDataCommandInput[] = [];
  for (let start = 0; start < queries.length; start += MOST_QUERIES) {
    requests.push({
      MetricDataQueries: queries.slice(start, start + MOST_QUERIES),
      StartTime: new Date(range.from),
      EndTime: new Date(range.to),
      ScanBy: "TimestampAscending",
    });
  }
  return requests;
}

function queriesOf(queue: MeasuredQueue, index: number, Period: number): MetricDataQuery[] {
  return Object.entries(measures).flatMap(([measure, { metric, of }]) => {
    const name = queue[of];
    if (name === undefined) return [];
    const Dimensions = [{ Name: "QueueName", Value: name }];
    const Metric = { Namespace: "AWS/SQS", MetricName: metric, Dimensions };
    return [{ Id: `${measure}_${index}`, MetricStat: { Metric, Period, Stat: "Maximum" } }];
  });
}

/** What the results of all requests say of the queues, step by step. Pure. */
export function historiesOf(
  queues: readonly MeasuredQueue[],
  results: readonly MetricDataResult[],
  { from, to, step }: HistoryRange,
): QueueHistory[] {
  const steps = Math.ceil((to - from) / step);
  const empty = (): (number | null)[] => new Array<null>(steps).fill(null);
  const histories = queues.map(({ queue }) => ({ queue, visible: empty(), oldest: empty(), deadLetters: empty() }));
  for (const { Id = "", Timestamps = [], Values = [] } of results) {
    const [measure, index] = Id.split("_");
    const curve = histories[Number(index)]?.[measure as Measure];
    for (const [i, time] of Timestamps.entries()) {
      const at = Math.floor((time.getTime() - from) / step);
      const value = Values[i];
      if (curve && value !== undefined && at >= 0 && at < steps) curve[at] = value;
    }
  }
  return histories;
}
