import type { RecordBase } from "../lifecycle/index.ts";
import type { ReceivedTask } from "./received-task.ts";

/** What a record says of whose it is, whatever its state. */
export type Identity = Pick<RecordBase, "id" | "task" | "queue" | "parentId" | "rootId" | "groupId">;

/** The identity of a received task. */
export function identityOf({ message, definition, delivery }: ReceivedTask): Identity {
  const { id, parentId, rootId, groupId } = message;
  return {
    id,
    task: definition.name,
    queue: delivery.queue,
    ...(parentId === undefined ? undefined : { parentId }),
    ...(rootId === undefined ? undefined : { rootId }),
    ...(groupId === undefined ? undefined : { groupId }),
  };
}
