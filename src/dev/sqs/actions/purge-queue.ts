import { action } from "../action.ts";
import { requiredText } from "../shapes.ts";

/** PurgeQueue, at once and as often as one likes, where SQS takes up to a minute and allows one a minute. */
export const purgeQueue = action({ QueueUrl: requiredText }, ({ QueueUrl }, { queueAt }) => queueAt(QueueUrl).purge());
