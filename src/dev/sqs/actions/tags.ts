import { action } from "../action.ts";
import { requiredText, requiredTexts, text } from "../shapes.ts";

/** TagQueue: adds to the tags that are there. */
export const tagQueue = action(
  { QueueUrl: requiredText, Tags: { is: "map", of: text, required: true } },
  ({ QueueUrl, Tags }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    queue.setTags({ ...queue.tags, ...Tags });
  },
);

/** UntagQueue. */
export const untagQueue = action(
  { QueueUrl: requiredText, TagKeys: requiredTexts },
  ({ QueueUrl, TagKeys }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    queue.setTags(Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key))));
  },
);

/** ListQueueTags. */
export const listQueueTags = action({ QueueUrl: requiredText }, ({ QueueUrl }, { queueAt }) => {
  const { tags } = queueAt(QueueUrl);
  return { Tags: Object.keys(tags).length === 0 ? undefined : tags };
});
