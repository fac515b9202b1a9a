import { action } from "../action.ts";
import { newMessage, sendOutput } from "../send.ts";
import { messageMembers, requiredText } from "../shapes.ts";

/** SendMessage. */
export const sendMessage = action({ QueueUrl: requiredText, ...messageMembers }, (input, { queueAt }) =>
  sendOutput(input, queueAt(input.QueueUrl).send(newMessage(input))),
);
