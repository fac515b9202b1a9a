// The door of the room: SQS's AWS JSON protocol in front of the queue engine, and the file that keeps the queues.
export { keepQueues, type QueueJournal, type QueueJournalOptions } from "./queue-journal.ts";
export { type SqsServiceOptions, sqsService } from "./sqs-service.ts";
