import type { IncomingMessage } from "node:http";

/** Which operation of which service a request is for. */
export interface RequestTarget {
  readonly service: string;
  readonly operation: string;
}

/** Reads the header X-Amz-Target; `undefined` when a request has none, and is no AWS JSON. */
export function targetOf(request: IncomingMessage): RequestTarget | undefined {
  const header = request.headers["x-amz-target"];
  if (typeof header !== "string") return undefined;
  const dot = header.lastIndexOf(".");
  return dot < 0 ? undefined : { service: header.slice(0, dot), operation: header.slice(dot + 1) };
}
