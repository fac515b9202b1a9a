// The door of the room: one queue engine, faithful to SQS, under the memory broker and the embedded cloud.
export type { DeliveryFaults } from "./delivery-faults.ts";
export type { Fact, Observer, QueueTags } from "./fact.ts";
export { limits } from "./limits.ts";
export type { MessageAttribute, MessageAttributes } from "./message-attribute.ts";
export { messageBytes } from "./message-bytes.ts";
export type { MoveTask, MoveTaskStatus } from "./move-task.ts";
export type { MoveTasks } from "./move-tasks.ts";
export type { NewMessage, SentMessage } from "./new-message.ts";
export type { Queue, QueueCounts } from "./queue.ts";
export { defaultAttributes, type QueueAttributes, type RedrivePolicy } from "./queue-attributes.ts";
export { QueueEngine, type QueueEngineOptions } from "./queue-engine.ts";
export type { PollOptions, ReceiveOptions } from "./receive-options.ts";
export type { ReceivedMessage } from "./received-message.ts";
export { isRefusal, type QueueFault, refusal } from "./refuse.ts";
export type { Snapshot } from "./snapshot.ts";
