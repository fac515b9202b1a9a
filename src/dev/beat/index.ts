// The door of the room: what EventBridge's rules and Scheduler's schedules have in common. Knows neither.
export type { DeadLetter } from "./dead-letter.ts";
export { memberDialect, validationFault } from "./member-dialect.ts";
export { type Page, pageOf } from "./page-of.ts";
export { queueInArn } from "./queue-in-arn.ts";
export { Records } from "./records.ts";
export { type ScheduledEvent, scheduledEvent } from "./scheduled-event.ts";
export { secondOf } from "./second-of.ts";
export type { SqsCall, SqsOperation } from "./sqs-call.ts";
export { readTags, type Tags, tagListMember, withoutTags, writeTags } from "./tags.ts";
export type { Tick } from "./tick.ts";
export type { TickCounts, TickFact } from "./tick-fact.ts";
export type { TickFaults } from "./tick-faults.ts";
export { type TickLabel, TickPost } from "./tick-post.ts";
export type { TickServiceOptions } from "./tick-service-options.ts";
export { Ticker, type Ticking } from "./ticker.ts";
