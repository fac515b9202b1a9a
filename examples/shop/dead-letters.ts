import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

/** What a dead letter says of itself, as the attributes of its message. */
export type DeadLetter = Readonly<Record<string, string>>;

/**
 * Looks for a task's message among the dead letters of a queue, with the AWS SDK alone: any client of SQS sees them. They
 * stay where they are.
 */
export async function findDeadLetter(queue: string, taskId: string): Promise<DeadLetter | undefined> {
  const sqs = new SQSClient({});
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `shop-${queue}-dead-letters` }));
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
        VisibilityTimeout: 0,
        WaitTimeSeconds: 5,
      }),
    );
    const letters = Messages.map(({ MessageAttributes = {} }) =>
      Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue = "" }]) => [name, StringValue])),
    );
    return letters.find((letter) => letter["lovage.id"] === taskId);
  } finally {
    sqs.destroy();
  }
}
