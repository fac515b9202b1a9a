// The door of the room: AWS on a laptop. It plays the services, and knows nothing of apps and tasks.

export { accountId, region } from "./account.ts";
export {
  type Bundled,
  type BundleOptions,
  bundle,
  type StandIns,
  type WatchedBundle,
  watchBundle,
} from "./bundle/index.ts";
export {
  type CloudFact,
  type CloudOptions,
  type EmbeddedCloud,
  type FunctionPlan,
  healthPath,
  type QueuePlan,
  startEmbeddedCloud,
} from "./cloud/index.ts";
export type { BatchMessage } from "./event-source-mapping/index.ts";
export { DEFAULT_CONCURRENCY, type FunctionAnswer, type FunctionError, runOnce } from "./lambda/index.ts";
