import type { Delivery } from "../ports/index.ts";

/** One record of the event of an SQS event source mapping (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). */
export interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: {
    readonly ApproximateReceiveCount: string;
    readonly SentTimestamp: string;
    readonly ApproximateFirstReceiveTimestamp?: string;
    readonly MessageGroupId?: string;
  };
  readonly messageAttributes: Readonly<Record<string, { readonly stringValue?: string; readonly dataType: string }>>;
  readonly eventSourceARN: string;
}

/** The event of an SQS event source mapping. */
export interface SqsEvent {
  readonly Records: readonly SqsRecord[];
}

/** The exact answer to a batch: the records to be delivered again, and no other. */
export interface SqsBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What Lovage uses of a Lambda's context. */
export interface LambdaContext {
  readonly logStreamName: string;
  readonly functionName: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** A record as a delivery. @param queue - the app's name of the queue it came from */
export function toDelivery(record: SqsRecord, queue: string): Delivery {
  const attributes: Record<string, string> = {};
  for (const [name, { stringValue }] of Object.entries(record.messageAttributes ?? {})) {
    if (stringValue !== undefined) attributes[name] = stringValue;
  }
  const { ApproximateReceiveCount, ApproximateFirstReceiveTimestamp, SentTimestamp, MessageGroupId } =
    record.attributes;
  return {
    queue,
    messageId: record.messageId,
    receipt: record.receiptHandle,
    body: record.body,
    receiveCount: Number(ApproximateReceiveCount),
    sentAt: Number(SentTimestamp),
    ...(ApproximateFirstReceiveTimestamp === undefined
      ? undefined
      : { firstReceivedAt: Number(ApproximateFirstReceiveTimestamp) }),
    ...(MessageGroupId === undefined ? undefined : { groupId: MessageGroupId }),
    attributes,
  };
}
