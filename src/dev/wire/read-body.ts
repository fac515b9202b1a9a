import type { IncomingMessage } from "node:http";
import { AwsFault } from "./aws-fault.ts";

// More than the largest request: 1 MiB of message, each character escaped as \u0000, and room for the rest.
const LIMIT = 16 * 1_048_576;

/** Reads a request's body to its end. Rejects when it is too long, or the client hangs up on the way. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      // What is too long is read on and dropped: a client that still writes would not see the answer.
      if (bytes <= LIMIT) chunks.push(chunk);
    });
    request.once("end", () => {
      if (bytes <= LIMIT) return resolve(Buffer.concat(chunks).toString("utf8"));
      const message = `The request is larger than ${LIMIT} bytes.`;
      reject(new AwsFault("RequestEntityTooLargeException", message, { status: 413 }));
    });
    request.once("error", reject);
  });
}

/** Parses a JSON body; nothing at all is an empty object. */
export function parseJson(body: string): unknown {
  if (body === "") return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new AwsFault("SerializationException", "The request's body is not JSON.");
  }
}
