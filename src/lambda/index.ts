// The door of the room: the Lambda function that consumes an app's queues.
export { createWorker, type LambdaHandler } from "./create-worker.ts";
export type { LambdaContext, SqsBatchResponse, SqsEvent, SqsRecord } from "./sqs-event.ts";
