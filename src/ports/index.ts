// The door of the room: what the engine asks of the outside world. Interfaces, and the rules that every adapter keeps.
export type { Adapters } from "./adapters.ts";
export { type Beat, type BeatPlan, type KeptSchedule, type ScheduleSource, timePlaceholders } from "./beat.ts";
export type { Broker, Delivery, Outgoing, QueueDepth, QueueKind, ReceiveRequest, SendFailure } from "./broker.ts";
export { claimed, EARLY, refused } from "./claim-answer.ts";
export { type DeadLetter, diedAfterAttribute, fittingAttributes, letterDeduplicationId } from "./dead-letter.ts";
export {
  type Arrival,
  arrivalOf,
  type DelayedMessage,
  type Delays,
  delayedBytes,
  LARGEST_DELAYED,
  SHORTEST_FIFO_DELAY,
} from "./delays.ts";
export { findQueues } from "./find-queues.ts";
export type { KeyClaim, KeyHolder, Superseded, Supersession } from "./held-key.ts";
export { LONGEST_PAYLOAD_DELAY_DAYS, PAYLOAD_DAYS, type Payloads } from "./payloads.ts";
export type { HistoryRange, QueueHistory, QueueMetrics } from "./queue-metrics.ts";
export type {
  Attempt,
  Claim,
  Claimed,
  Ending,
  JournalRange,
  RevokeAnswer,
  Revoking,
  Settlement,
  Store,
} from "./store.ts";
export { readPayload, storedResult } from "./stored-result.ts";
