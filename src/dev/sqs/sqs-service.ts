import type { QueueEngine } from "../../queue/index.ts";
import type { RequestContext, Service } from "../wire/index.ts";
import type { SqsRequest } from "./action.ts";
import { actions } from "./actions/index.ts";
import { nameInUrl, queueUrl } from "./queue-address.ts";
import { faultOfRefusal } from "./sqs-fault.ts";

/** How the service shows itself. */
export interface SqsServiceOptions {
  /** What queue URLs begin with. @default scheme and host as each client wrote them, so that it can reach what it gets */
  readonly endpoint?: string;
}

/** The SQS API in front of a queue engine. */
export function sqsService(engine: QueueEngine, options: SqsServiceOptions = {}): Service {
  const bind = (context: RequestContext): SqsRequest => ({
    ...context,
    engine,
    queueAt: (url) => engine.queue(nameInUrl(url)),
    urlOf: (queue) => queueUrl(options.endpoint ?? context.origin, queue),
  });
  return {
    target: "AmazonSQS",
    jsonVersion: "1.0",
    operations: Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, action(bind)])),
    faultOf: faultOfRefusal,
  };
}
