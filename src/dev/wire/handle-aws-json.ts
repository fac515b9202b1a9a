import type { IncomingMessage, ServerResponse } from "node:http";
import { type Ids, type Logger, silentLogger } from "../../runtime/index.ts";
import { AwsFault } from "./aws-fault.ts";
import { hangUpOf } from "./hang-up.ts";
import { parseJson, readBody } from "./read-body.ts";
import { isQueryProtocol, refuseQueryProtocol } from "./refuse-query-protocol.ts";
import { targetOf } from "./request-target.ts";
import type { Operation, Service } from "./service.ts";
import { writeFault, writeOutput } from "./write-answer.ts";

/** What the handler needs besides its services. */
export interface AwsJsonOptions {
  /** Makes request ids. */
  readonly ids: Ids;
  /** Is told what went wrong on our side. @default nobody is */
  readonly logger?: Logger;
}

/** Answers one HTTP request; never rejects. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers the requests for these services: route, read, run, write. */
export function handleAwsJson(services: readonly Service[], options: AwsJsonOptions): RequestHandler {
  const { ids, logger = silentLogger } = options;
  return async (request, response) => {
    const requestId = ids();
    if (isQueryProtocol(request)) return refuseQueryProtocol(request, response, requestId);
    const service = services.find(({ target }) => target === targetOf(request)?.service);
    const answer = { requestId, jsonVersion: service?.jsonVersion ?? "1.0" } as const;
    const signal = hangUpOf(response);
    try {
      const body = await readBody(request);
      const operation = operationOf(service, request);
      const output = operation(parseJson(body), { signal, requestId, origin: originOf(request) });
      writeOutput(response, output instanceof Promise ? await output : output, answer);
    } catch (error) {
      // Hung up while it sent the request, or while it waited for the answer.
      if (!request.complete || signal.aborted) return;
      writeFault(response, asFault(error, service, logger), answer);
    }
  };
}

function operationOf(service: Service | undefined, request: IncomingMessage): Operation {
  const target = targetOf(request);
  if (!target) {
    throw new AwsFault("UnknownOperationException", "The request has no header X-Amz-Target: <service>.<operation>.");
  }
  const { operations = {} } = service ?? {};
  const operation = Object.hasOwn(operations, target.operation) ? operations[target.operation] : undefined;
  if (operation) return operation;
  const problem = service
    ? `${target.service} has no operation "${target.operation}" here.`
    : `There is no service "${target.service}" here.`;
  throw new AwsFault("UnknownOperationException", problem);
}

function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? "localhost"}`;
}

function asFault(error: unknown, service: Service | undefined, logger: Logger): AwsFault {
  if (error instanceof AwsFault) return error;
  const fault = service?.faultOf?.(error);
  if (fault) return fault;
  logger.error({ err: error }, "an operation of the embedded cloud failed");
  return new AwsFault("InternalFailure", "The embedded cloud failed; its log says how.", { status: 500 });
}
