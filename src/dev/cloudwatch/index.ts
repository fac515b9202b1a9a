// The door of the room: CloudWatch, as far as it measures queues.
export { cloudWatch } from "./cloud-watch.ts";
export { QueueSamples } from "./queue-samples.ts";
