import type { ServerResponse } from "node:http";
import type { AwsFault } from "./aws-fault.ts";

/** What every answer carries. */
export interface AnswerOptions {
  readonly requestId: string;
  readonly jsonVersion: "1.0" | "1.1";
}

/** Answers with an operation's output. */
export function writeOutput(response: ServerResponse, output: unknown, options: AnswerOptions): void {
  write(response, 200, output ?? {}, options, {});
}

/** Answers with a fault, in the form that AWS SDKs make their exceptions of. */
export function writeFault(response: ServerResponse, fault: AwsFault, options: AnswerOptions): void {
  const body = { __type: `${fault.namespace}#${fault.type}`, message: fault.message };
  const { queryCode, blame } = fault;
  write(response, fault.status, body, options, queryCode ? { "x-amzn-query-error": `${queryCode};${blame}` } : {});
}

function write(
  response: ServerResponse,
  status: number,
  body: unknown,
  { requestId, jsonVersion }: AnswerOptions,
  headers: Record<string, string>,
): void {
  if (response.destroyed || response.writableEnded) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": `application/x-amz-json-${jsonVersion}`,
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": requestId,
    ...headers,
  });
  response.end(text);
}
