import { action } from "../action.ts";
import { requiredText } from "../shapes.ts";

/** GetQueueUrl. There is one account here, so an owner's id changes nothing. */
export const getQueueUrl = action({ QueueName: requiredText }, ({ QueueName }, { engine, urlOf }) => ({
  QueueUrl: urlOf(engine.queue(QueueName)),
}));
