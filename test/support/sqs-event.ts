import type { LambdaContext, SqsEvent } from "../../src/lambda/index.ts";
import type { Delivery } from "../../src/ports/index.ts";

/** The event that a mapping would make of deliveries. */
export function sqsEvent(deliveries: readonly Delivery[], queueName = "shop-default"): SqsEvent {
  const Records = deliveries.map((delivery) => ({
    messageId: delivery.messageId,
    receiptHandle: delivery.receipt,
    body: delivery.body,
    attributes: {
      ApproximateReceiveCount: String(delivery.receiveCount),
      SentTimestamp: String(delivery.sentAt),
      ...(delivery.groupId === undefined ? {} : { MessageGroupId: delivery.groupId }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(delivery.attributes).map(([name, stringValue]) => [name, { stringValue, dataType: "String" }]),
    ),
    eventSourceARN: `arn:aws:sqs:eu-north-1:123456789012:${queueName}`,
  }));
  return { Records };
}

/** A Lambda context with so many milliseconds left. */
export function lambdaContext(remaining = 60_000): LambdaContext {
  return {
    logStreamName: "2026/01/01/[$LATEST]abc",
    functionName: "shop-worker",
    awsRequestId: "request",
    getRemainingTimeInMillis: () => remaining,
  };
}
