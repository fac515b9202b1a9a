import { AwsFault, type Dialect, type Input, type Operation, readInput } from "../wire/index.ts";
import type { QueueSamples, Statistics } from "./queue-samples.ts";

// The members of GetMetricData. Source: the API model of CloudWatch.
const text = { is: "string" } as const;
const requiredText = { is: "string", required: true, least: 1, most: 255 } as const;
const dimension = { is: "structure", members: { Name: requiredText, Value: requiredText } } as const;
const metric = {
  is: "structure",
  required: true,
  members: { Namespace: requiredText, MetricName: requiredText, Dimensions: { is: "list", of: dimension, most: 30 } },
} as const;
const metricStat = {
  is: "structure",
  members: { Metric: metric, Period: { is: "integer", required: true, least: 1 }, Stat: { ...text, required: true } },
} as const;
const query = {
  Id: { is: "string", required: true, least: 1, most: 255, pattern: /^[a-z][a-zA-Z0-9_]*$/ },
  MetricStat: metricStat,
  Expression: text,
  Label: text,
  ReturnData: { is: "boolean" },
} as const;
const shape = {
  MetricDataQueries: { is: "list", required: true, most: 500, of: { is: "structure", members: query } },
  StartTime: { is: "timestamp", required: true },
  EndTime: { is: "timestamp", required: true },
  ScanBy: { is: "string", oneOf: ["TimestampAscending", "TimestampDescending"] },
} as const;

const statistics: Readonly<Record<string, (of: Statistics) => number>> = {
  Maximum: ({ max }) => max,
  Minimum: ({ min }) => min,
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
};

/** GetMetricData, of the metrics that are sampled, in one page. Of all others nothing is known, as of a queue that is not there. */
export function getMetricData(samples: QueueSamples): Operation {
  return (body) => {
    const input = readInput(shape, body, dialect);
    if (input.StartTime >= input.EndTime)
      throw refused("The parameter StartTime must be less than the parameter EndTime.");
    const order = input.ScanBy === "TimestampAscending" ? 1 : -1;
    return {
      MetricDataResults: input.MetricDataQueries.map((one) => {
        const points = [...pointsOf(one, input, samples)].sort(([a], [b]) => order * (a - b));
        return {
          Id: one.Id,
          Label: one.Label ?? one.MetricStat?.Metric.MetricName,
          Timestamps: points.map(([time]) => time / 1_000),
          Values: points.map(([, value]) => value),
          StatusCode: "Complete",
        };
      }),
      Messages: [],
    };
  };
}

type Query = Input<typeof query>;

function pointsOf(
  { MetricStat }: Query,
  { StartTime, EndTime }: { readonly StartTime: number; readonly EndTime: number },
  samples: QueueSamples,
): Map<number, number> {
  if (!MetricStat) throw refused("The embedded cloud answers queries with a MetricStat, and no expressions.");
  const { Metric, Period, Stat } = MetricStat;
  const figure = statistics[Stat];
  if (!figure) throw refused(`The embedded cloud knows the statistics ${Object.keys(statistics).join(", ")}.`);
  if (Period % 60 !== 0) throw refused("The embedded cloud measures by the minute: Period is a multiple of 60.");
  const step = Period * 1_000;
  const [dimension, ...others] = Metric.Dimensions ?? [];
  const all = new Map<number, Statistics>();
  if (Metric.Namespace !== "AWS/SQS" || dimension?.Name !== "QueueName" || others.length > 0) return new Map();
  for (const [minute, found] of samples.of(Metric.MetricName, dimension.Value)) {
    if (minute < StartTime * 1_000 || minute >= EndTime * 1_000) continue;
    const start = Math.floor(minute / step) * step;
    const before = all.get(start);
    all.set(start, before ? together(before, found) : found);
  }
  return new Map([...all].map(([start, found]) => [start, figure(found)]));
}

function together(one: Statistics, other: Statistics): Statistics {
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
}

function refused(message: string): AwsFault {
  return new AwsFault("ValidationError", message, { namespace: "com.amazonaws.cloudwatch" });
}

const dialect: Dialect = {
  missing: (member) => refused(`The parameter ${member} is required.`),
  invalid: (member, _value, reason) => refused(`The parameter ${member} is not valid: ${reason}`),
};
