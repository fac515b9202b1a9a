import type { AwsFault } from "./aws-fault.ts";

/** What an operation knows of its request. */
export interface RequestContext {
  /** Aborted when the client hangs up before its answer. Nothing may be handed out after that. */
  readonly signal: AbortSignal;
  /** Scheme and host as the client wrote them, such as `http://localhost:4566`: what it can reach us by. */
  readonly origin: string;
  readonly requestId: string;
}

/** One operation of a service: the parsed body in, the answer's body out. Throws an `AwsFault`. */
export type Operation = (input: unknown, context: RequestContext) => unknown;

/** An AWS service that speaks AWS JSON: the operation is named in the header `X-Amz-Target: <target>.<operation>`. */
export interface Service {
  /** What stands before the dot: `AmazonSQS`, `AWSEvents`. */
  readonly target: string;
  readonly jsonVersion: "1.0" | "1.1";
  readonly operations: Readonly<Record<string, Operation>>;
  /** Says an error that is no `AwsFault` in the service's words. @default it is an internal failure */
  readonly faultOf?: (error: unknown) => AwsFault | undefined;
}
