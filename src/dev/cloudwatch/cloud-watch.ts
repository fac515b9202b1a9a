import type { Service } from "../wire/index.ts";
import { getMetricData } from "./get-metric-data.ts";
import type { QueueSamples } from "./queue-samples.ts";

/** CloudWatch of the embedded cloud: what it has sampled of the queues, and nothing else. It is asked in AWS JSON, as newer SDKs do. */
export function cloudWatch(samples: QueueSamples): Service {
  return {
    target: "GraniteServiceVersion20100801",
    jsonVersion: "1.0",
    operations: { GetMetricData: getMetricData(samples) },
  };
}
