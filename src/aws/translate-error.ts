import { LovageError } from "../errors/index.ts";

/** The services that the adapters speak to, by the name that errors use. */
export type Service =
  | "Lambda"
  | "CloudWatch Logs"
  | "S3"
  | "SQS"
  | "DynamoDB"
  | "EventBridge"
  | "EventBridge Scheduler"
  | "CloudFormation"
  | "CloudWatch";

/** What failed. */
export interface FailedCall {
  readonly service: Service;
  readonly operation: string;
  /** @default what the error itself says of where it tried to connect */
  readonly endpoint?: string | undefined;
  /** The error for a queue or table that is not there. @default AWS_REFUSED */
  readonly absent?: ((cause: unknown) => LovageError) | undefined;
}

const absences = new Set(["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "ResourceNotFoundException"]);

const networkCodes = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** The error of ours for what the AWS SDK has thrown, which becomes its cause. The only place that knows the SDK's errors. */
export function translateError(error: unknown, call: FailedCall): LovageError {
  if (LovageError.is(error)) return error;
  const { name, code, message } = told(error);
  const { service, operation } = call;
  if (absences.has(name) && call.absent) return call.absent(error);
  if (name === "TimeoutError" || networkCodes.has(code)) {
    return new LovageError("ENDPOINT_UNREACHABLE", { service, endpoint: endpointOf(error, call) }, { cause: error });
  }
  if (name === "CredentialsProviderError" || /^region is missing|could not load credentials/i.test(message)) {
    return new LovageError("NO_CREDENTIALS", { service }, { cause: error });
  }
  const problem = message && message !== "UnknownError" ? `${name}: ${message}` : name;
  return new LovageError("AWS_REFUSED", { service, operation, problem: problem.replace(/\.$/, "") }, { cause: error });
}

function told(error: unknown): { name: string; code: string; message: string } {
  if (!(error instanceof Error)) return { name: "Error", code: "", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return { name: error.name, code, message: error.message };
}

function endpointOf(error: unknown, { endpoint, service }: FailedCall): string {
  if (endpoint) return endpoint;
  // A name with several addresses fails with one error for each of them.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (first instanceof Error && "hostname" in first) return String(first.hostname);
  if (first instanceof Error && "address" in first) {
    return `${first.address}${"port" in first ? `:${first.port}` : ""}`;
  }
  return `the AWS endpoint of ${service}`;
}
