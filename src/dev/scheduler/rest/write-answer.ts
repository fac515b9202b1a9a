import type { ServerResponse } from "node:http";
import type { AwsFault } from "../../wire/index.ts";

/** Answers with an action's output. */
export function writeOutput(response: ServerResponse, output: unknown, requestId: string): void {
  write(response, 200, output ?? {}, { "x-amzn-requestid": requestId });
}

/** Answers with a fault, in the form that AWS SDKs make their exceptions of: the type in a header, the message in the body. */
export function writeFault(response: ServerResponse, fault: AwsFault, requestId: string): void {
  const headers = { "x-amzn-requestid": requestId, "x-amzn-errortype": fault.type };
  write(response, fault.status, { Message: fault.message }, headers);
}

function write(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  if (response.destroyed || response.writableEnded) return;
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { "content-type": "application/json", "content-length": length, ...headers });
  response.end(text);
}
