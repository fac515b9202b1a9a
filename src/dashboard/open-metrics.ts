import type { Worker } from "../execution/index.ts";
import type { QueueMetrics } from "../ports/index.ts";

/** Opens what measures an app's queues, if anything does. CloudWatch's client is loaded here, and nowhere else: no worker is to carry it. */
export async function openMetrics({ metrics, settings }: Worker): Promise<QueueMetrics | undefined> {
  if (metrics !== "CloudWatch") return metrics;
  const { awsQueueMetrics } = await import("../aws/cloudwatch/index.ts");
  return awsQueueMetrics(settings);
}
