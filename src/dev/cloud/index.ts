// The door of the room: the embedded cloud as a whole.
export type { CloudFact, CloudOptions, FunctionPlan, QueuePlan } from "./cloud-options.ts";
export { healthPath } from "./front.ts";
export { type EmbeddedCloud, startEmbeddedCloud } from "./start-embedded-cloud.ts";
