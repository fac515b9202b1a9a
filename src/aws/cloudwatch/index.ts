// A second door of the room, for the dashboard alone: what CloudWatch has measured of queues. It stands apart from the first
// because no worker and no producer needs CloudWatch's client.
export { awsQueueMetrics } from "./aws-queue-metrics.ts";
