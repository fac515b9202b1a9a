import type { SendMessageCommandInput } from "@aws-sdk/client-sqs";
import { type DeadLetter, fittingAttributes, letterDeduplicationId } from "../../ports/index.ts";
import { isFifo } from "../../settings/index.ts";

/** The call that puts a message on the dead-letter queue at `url`. Pure. */
export function deadLetterRequest(url: string, letter: DeadLetter): SendMessageCommandInput {
  const attributes = Object.entries(fittingAttributes(letter));
  return {
    QueueUrl: url,
    MessageBody: letter.body,
    MessageAttributes: Object.fromEntries(
      attributes.map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    ),
    ...(letter.groupId !== undefined && { MessageGroupId: letter.groupId }),
    ...(isFifo(letter.queue) && {
      MessageGroupId: letter.groupId ?? letter.queue,
      MessageDeduplicationId: letterDeduplicationId(letter),
    }),
  };
}
