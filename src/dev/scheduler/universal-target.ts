import type { SqsOperation } from "../beat/index.ts";

const operations: Readonly<Record<string, SqsOperation>> = {
  sendMessage: "SendMessage",
  sendMessageBatch: "SendMessageBatch",
};

/** The API and service of a universal target, such as `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`. */
export function universalTarget(arn: string): { service: string; api: string } | undefined {
  const [, service, api] = /^arn:[^:]+:scheduler:::aws-sdk:([^:]+):([^:]+)$/.exec(arn) ?? [];
  return service === undefined || api === undefined ? undefined : { service, api };
}

/** The operation that a universal target calls, `undefined` when it is none of SQS's that send. */
export function universalOperation(arn: string): SqsOperation | undefined {
  const { service, api = "" } = universalTarget(arn) ?? {};
  return service === "sqs" && Object.hasOwn(operations, api) ? operations[api] : undefined;
}
