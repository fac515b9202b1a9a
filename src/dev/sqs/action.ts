import type { Queue, QueueEngine } from "../../queue/index.ts";
import { type Input, type Operation, type RequestContext, readInput, type Shape } from "../wire/index.ts";
import { sqsDialect } from "./sqs-fault.ts";

/** What an action works on. */
export interface SqsRequest extends RequestContext {
  readonly engine: QueueEngine;
  /** The queue of a QueueUrl; QueueDoesNotExist. Any host and path will do: the last part of the path is the name. */
  readonly queueAt: (url: string) => Queue;
  /** The QueueUrl of a queue, under the host that the client used. */
  readonly urlOf: (queue: Queue) => string;
}

/** One operation of the SQS API, which `sqsService` binds to an engine. */
export type Action = (bind: (context: RequestContext) => SqsRequest) => Operation;

/** Makes an action of its input's shape, as data, and what it does with an input that fits. */
export function action<const S extends Shape>(
  shape: S,
  run: (input: Input<S>, request: SqsRequest) => unknown,
): Action {
  return (bind) => (body, context) => run(readInput(shape, body, sqsDialect), bind(context));
}
