// The door "lovage/worker": what a Lambda function needs to run tasks. It stays this small because all that it reaches is
// in the function's bundle, and the size of the bundle is billed at each cold start.
export type { LambdaContext, LambdaHandler, SqsBatchResponse, SqsEvent, SqsRecord } from "./lambda/index.ts";
export { createWorker } from "./lambda/index.ts";
