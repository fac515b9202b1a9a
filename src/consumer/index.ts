// The door of the room: batches of deliveries, and exactly which of them are handled.
export { acknowledgeAll } from "./acknowledge-all.ts";
export { type BatchAnswer, consumeBatch, executeLane, lanesOf } from "./consume-batch.ts";
export { finishBatch } from "./finish-batch.ts";
