// The door of the room: what the engine asks of the outside world. Interfaces only.
export type { Adapters } from "./adapters.ts";
export type { Broker, DeadLetter, Delivery, Outgoing, QueueDepth, ReceiveRequest, SendFailure } from "./broker.ts";
export type { Attempt, Claim, Claimed, Ending, JournalRange, Settlement, Store } from "./store.ts";
