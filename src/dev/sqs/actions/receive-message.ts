import { action } from "../action.ts";
import { writeReceived } from "../received.ts";
import { integer, maxNumberOfMessages, requiredText, text, texts } from "../shapes.ts";

/**
 * ReceiveMessage. A client that hangs up while it waits receives nothing: between the moment at which messages are
 * handed out and the write of the answer there are only microtasks, in which no connection can close.
 */
export const receiveMessage = action(
  {
    QueueUrl: requiredText,
    MaxNumberOfMessages: maxNumberOfMessages,
    VisibilityTimeout: integer,
    WaitTimeSeconds: integer,
    MessageSystemAttributeNames: texts,
    AttributeNames: texts,
    MessageAttributeNames: texts,
    ReceiveRequestAttemptId: text,
  },
  async (input, { queueAt, signal }) => {
    const messages = await queueAt(input.QueueUrl).poll({
      max: input.MaxNumberOfMessages,
      visibilityTimeout: milliseconds(input.VisibilityTimeout),
      wait: milliseconds(input.WaitTimeSeconds),
      signal,
    });
    const systemNames = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
    const written = messages.map((one) => writeReceived(one, systemNames, input.MessageAttributeNames ?? []));
    return { Messages: written.length === 0 ? undefined : written };
  },
);

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
