import type { Queue } from "../../queue/index.ts";
import { accountId } from "../account.ts";
import { sqsFault } from "./sqs-fault.ts";

/** The QueueUrl of a queue below an origin such as `http://localhost:4566`. */
export function queueUrl(origin: string, queue: Queue): string {
  return `${origin}/${accountId}/${queue.name}`;
}

/** The name in a QueueUrl: its last part, so that any spelling of the host will do, and the bare name as well. */
export function nameInUrl(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

/** The name in a queue's ARN. */
export function nameInArn(parameter: string, arn: string): string {
  const name = /^arn:[^:]+:sqs:[^:]*:[^:]*:([^:]+)$/.exec(arn)?.[1];
  if (name) return name;
  throw sqsFault(
    "InvalidParameterValue",
    `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
  );
}
