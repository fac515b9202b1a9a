import type { NewMessage, QueueEngine } from "../../queue/index.ts";
import { sqsService } from "../sqs/index.ts";
import { AwsFault, type Service } from "../wire/index.ts";

/** An operation of SQS that sends. */
export type SqsOperation = "SendMessage" | "SendMessageBatch";

/** A request to SQS: what every target of the embedded cloud comes down to, as in AWS. */
export type SqsCall =
  | { readonly queue: string; readonly message: NewMessage }
  /** An operation by its name, with its input in the API's words. */
  | { readonly operation: SqsOperation; readonly input: unknown };

/** Makes the call, and answers with the fault when SQS refuses it. */
export type CallSqs = (call: SqsCall) => AwsFault | undefined;

/** SQS as EventBridge reaches it: the queues, and the API's own operations, without the wire. */
export function sqsCaller(engine: QueueEngine): CallSqs {
  const service = sqsService(engine);
  const context = { signal: new AbortController().signal, requestId: "eventbridge", origin: "http://localhost" };
  return (call) => {
    try {
      if ("queue" in call) engine.queue(call.queue).send(call.message);
      else service.operations[call.operation]?.(call.input, context);
      return undefined;
    } catch (error) {
      return faultOf(service, error);
    }
  };
}

function faultOf(service: Service, error: unknown): AwsFault {
  const fault = error instanceof AwsFault ? error : service.faultOf?.(error);
  if (!fault) throw error;
  return fault;
}
