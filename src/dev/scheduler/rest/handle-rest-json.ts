import type { IncomingMessage } from "node:http";
import { type Ids, type Logger, silentLogger } from "../../../runtime/index.ts";
import { AwsFault, hangUpOf, parseJson, type RequestHandler, readBody } from "../../wire/index.ts";
import type { Action } from "../action.ts";
import type { Schedules } from "../schedules.ts";
import { readQuery } from "./read-query.ts";
import { routeOf } from "./route.ts";
import { writeFault, writeOutput } from "./write-answer.ts";

/** What the handler needs besides its actions. */
export interface RestJsonOptions {
  readonly schedules: Schedules;
  /** Makes request ids. */
  readonly ids: Ids;
  /** Is told what went wrong on our side. @default nobody is */
  readonly logger?: Logger | undefined;
}

/** Answers the requests for these actions: route, read, run, write. Never rejects. */
export function handleRestJson(actions: readonly Action[], options: RestJsonOptions): RequestHandler {
  const { schedules, ids, logger = silentLogger } = options;
  return async (request, response) => {
    const requestId = ids();
    const signal = hangUpOf(response);
    try {
      const body = await readBody(request);
      const { action, input } = readRequest(actions, request, body);
      writeOutput(response, action.run(input, schedules), requestId);
    } catch (error) {
      // Hung up while it sent the request.
      if (!request.complete || signal.aborted) return;
      if (!(error instanceof AwsFault)) logger.error({ err: error }, "an operation of the embedded cloud failed");
      writeFault(response, error instanceof AwsFault ? error : internal(), requestId);
    }
  };
}

function readRequest(actions: readonly Action[], request: IncomingMessage, body: string) {
  const { method = "", url = "/" } = request;
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const route = routeOf(actions, method, pathname);
  if (!route) {
    const message = `Scheduler has no operation ${method} ${pathname}.`;
    throw new AwsFault("UnknownOperationException", message, { status: 404 });
  }
  const { action, member } = route;
  const parsed = parseJson(body);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new AwsFault("SerializationException", "The request's body is not a JSON object.");
  }
  return { action, input: { ...parsed, ...readQuery(action, searchParams), ...member } };
}

function internal(): AwsFault {
  const message = "The embedded cloud failed; its log says how.";
  return new AwsFault("InternalServerException", message, { status: 500 });
}
