import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { ITaskQueue } from "./task-queue-base.ts";

/** The table's calls that a worker makes: claims, settlements, progress, the journal, members' results. */
export const RECORD_ACTIONS = [
  "GetItem",
  "BatchGetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "Query",
].map((action) => `dynamodb:${action}`);

/** The table's calls that a reader of results makes. */
export const RESULT_ACTIONS = ["dynamodb:GetItem", "dynamodb:BatchGetItem"];

/** The table's calls that an operator makes: reads of records and journal, and the records of revocations. */
export const MANAGE_ACTIONS = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"].map(
  (action) => `dynamodb:${action}`,
);

/** The table's calls that someone makes who looks at an app: reads of records and journal. */
export const LOOK_ACTIONS = ["GetItem", "BatchGetItem", "Query"].map((action) => `dynamodb:${action}`);

/** What SQS asks of a queue's key on behalf of a sender; a receiver needs the second. */
export const SEND_KEY_ACTIONS = ["kms:GenerateDataKey", "kms:Decrypt"];

/** What DynamoDB asks of a key on behalf of a reader. */
export const READ_KEY_ACTIONS = ["kms:Decrypt", "kms:DescribeKey"];

/** What DynamoDB asks of a key on behalf of a writer. */
export const WRITE_KEY_ACTIONS = [
  ...READ_KEY_ACTIONS,
  ...["Encrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"].map(
    (a) => `kms:${a}`,
  ),
];

/** All that a worker may do, and nothing that it does not do. */
export function workerPolicy(options: {
  readonly consumes: readonly ITaskQueue[];
  readonly sendsTo: readonly ITaskQueue[];
  readonly table: ITable;
  readonly logGroup: ILogGroup;
  /** What else it may do. @default nothing */
  readonly more?: readonly PolicyStatement[];
}): PolicyDocument {
  const { consumes, sendsTo, table, logGroup, more = [] } = options;
  const queues = consumes.map(({ queue }) => queue);
  const targets = [...sendsTo.map(({ queue }) => queue), ...consumes.map(({ deadLetterQueue }) => deadLetterQueue)];
  const queueKeys = keysOf([...queues, ...targets]);
  return new PolicyDocument({
    statements: [
      allow("Consume", CONSUME_ACTIONS, arnsOf(queues)),
      allow("Send", ["sqs:SendMessage"], arnsOf(targets)),
      allow("Records", RECORD_ACTIONS, [table.tableArn]),
      allow("Logs", ["logs:CreateLogStream", "logs:PutLogEvents"], [logGroup.logGroupArn]),
      ...more,
      ...queueKeys.map((key, index) => allow(`QueueKey${index}`, SEND_KEY_ACTIONS, [key.keyArn])),
      ...(table.encryptionKey ? [allow("TableKey", WRITE_KEY_ACTIONS, [table.encryptionKey.keyArn])] : []),
    ],
  });
}

/** Lambda's pollers use the function's role for the first three; the last one is our retry in place. */
export const CONSUME_ACTIONS = [
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:ChangeMessageVisibility",
];

/** A statement of a role's policy. */
export function allow(sid: string, actions: string[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ sid, actions, resources });
}

/** The ARNs of queues, each once. */
export function arnsOf(queues: readonly IQueue[]): string[] {
  return [...new Set(queues.map(({ queueArn }) => queueArn))];
}

/** The customer's keys of queues, each once. */
export function keysOf(queues: readonly IQueue[]): IKey[] {
  return [...new Set(queues.flatMap(({ encryptionMasterKey }) => encryptionMasterKey ?? []))];
}
