import type { Action } from "../action.ts";
import { changeMessageVisibility, changeMessageVisibilityBatch } from "./change-message-visibility.ts";
import { createQueue } from "./create-queue.ts";
import { deleteMessage, deleteMessageBatch } from "./delete-message.ts";
import { deleteQueue } from "./delete-queue.ts";
import { getQueueUrl } from "./get-queue-url.ts";
import { listDeadLetterSourceQueues } from "./list-dead-letter-source-queues.ts";
import { listQueues } from "./list-queues.ts";
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from "./message-move-tasks.ts";
import { addPermission, removePermission } from "./permissions.ts";
import { purgeQueue } from "./purge-queue.ts";
import { getQueueAttributes, setQueueAttributes } from "./queue-attributes.ts";
import { receiveMessage } from "./receive-message.ts";
import { sendMessage } from "./send-message.ts";
import { sendMessageBatch } from "./send-message-batch.ts";
import { listQueueTags, tagQueue, untagQueue } from "./tags.ts";

/** Every operation of the SQS API, by its name there. */
export const actions: Readonly<Record<string, Action>> = {
  AddPermission: addPermission,
  CancelMessageMoveTask: cancelMessageMoveTask,
  ChangeMessageVisibility: changeMessageVisibility,
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
  CreateQueue: createQueue,
  DeleteMessage: deleteMessage,
  DeleteMessageBatch: deleteMessageBatch,
  DeleteQueue: deleteQueue,
  GetQueueAttributes: getQueueAttributes,
  GetQueueUrl: getQueueUrl,
  ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
  ListMessageMoveTasks: listMessageMoveTasks,
  ListQueues: listQueues,
  ListQueueTags: listQueueTags,
  PurgeQueue: purgeQueue,
  ReceiveMessage: receiveMessage,
  RemovePermission: removePermission,
  SendMessage: sendMessage,
  SendMessageBatch: sendMessageBatch,
  SetQueueAttributes: setQueueAttributes,
  StartMessageMoveTask: startMessageMoveTask,
  TagQueue: tagQueue,
  UntagQueue: untagQueue,
};
