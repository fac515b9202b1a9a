import type { EndedState } from "../journal/tally.ts";
import type { QueueRow } from "../routes/queues.ts";
import { type DaySoFar, runtimeBounds } from "./day-counter.ts";

/** Celery's events, by how an attempt ended. */
const events = {
  SUCCESS: "task-succeeded",
  FAILURE: "task-failed",
  RETRY: "task-retried",
  REVOKED: "task-revoked",
  IGNORED: "task-ignored",
} as const satisfies Record<EndedState, string>;

type Labels = Readonly<Record<string, string>>;

/**
 * What was counted in Prometheus's text format, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Pure.
 */
export function renderMetrics({ from, to, counts }: DaySoFar, queues: readonly QueueRow[]): string {
  const there = queues.filter(({ problem }) => problem === undefined);
  return [
    "# HELP flower_events_total Attempts of tasks, by how they ended, since midnight UTC.",
    "# TYPE flower_events_total counter",
    ...counts.flatMap(({ worker, task, ended }) =>
      Object.entries(events).flatMap(([state, type]) => {
        const count = ended.get(state as EndedState);
        return count === undefined ? [] : sample("flower_events_total", { worker, type, task }, count);
      }),
    ),
    "# HELP flower_task_runtime_seconds How long attempts took that succeeded since midnight UTC.",
    "# TYPE flower_task_runtime_seconds histogram",
    ...counts.flatMap(({ worker, task, classes, runtime }) => histogram({ worker, task }, classes, runtime)),
    "# HELP lovage_counted_from_timestamp_seconds The beginning of the day that is counted.",
    "# TYPE lovage_counted_from_timestamp_seconds gauge",
    sample("lovage_counted_from_timestamp_seconds", {}, from / 1_000),
    "# HELP lovage_counted_until_timestamp_seconds The end of what is counted: a minute is when it is over for two.",
    "# TYPE lovage_counted_until_timestamp_seconds gauge",
    sample("lovage_counted_until_timestamp_seconds", {}, to / 1_000),
    "# HELP lovage_queue_messages Messages of a queue, by SQS's approximate counts.",
    "# TYPE lovage_queue_messages gauge",
    ...there.flatMap(({ name, visible, inFlight, delayed }) => [
      sample("lovage_queue_messages", { queue: name, state: "visible" }, visible),
      sample("lovage_queue_messages", { queue: name, state: "in_flight" }, inFlight),
      sample("lovage_queue_messages", { queue: name, state: "delayed" }, delayed),
    ]),
    "# HELP lovage_dead_letters Messages of the dead-letter queue beside a queue, by SQS's approximate counts.",
    "# TYPE lovage_dead_letters gauge",
    ...there.map(({ name, deadLetters }) => {
      const { visible, inFlight, delayed } = deadLetters;
      return sample("lovage_dead_letters", { queue: name }, visible + inFlight + delayed);
    }),
  ]
    .join("\n")
    .concat("\n");
}

function histogram(labels: Labels, classes: readonly number[], runtime: number): string[] {
  const count = classes.reduce((sum, one) => sum + one, 0);
  if (count === 0) return [];
  let below = 0;
  const buckets = runtimeBounds.map((bound, index) => {
    below += classes[index] ?? 0;
    return sample("flower_task_runtime_seconds_bucket", { ...labels, le: String(bound) }, below);
  });
  return [
    ...buckets,
    sample("flower_task_runtime_seconds_bucket", { ...labels, le: "+Inf" }, count),
    sample("flower_task_runtime_seconds_sum", labels, runtime / 1_000),
    sample("flower_task_runtime_seconds_count", labels, count),
  ];
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
