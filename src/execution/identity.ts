import type { RecordBase } from "../lifecycle/index.ts";
import type { Settings } from "../settings/index.ts";
import { keptArguments } from "./kept-arguments.ts";
import type { ReceivedTask } from "./received-task.ts";

/** What a record says of whose it is, whatever its state. */
export type Identity = Pick<
  RecordBase,
  "id" | "task" | "queue" | "parentId" | "rootId" | "groupId" | "args" | "kwargs" | "sensitive"
>;

/** The identity of a received task, and what is kept of its arguments. */
export function identityOf(received: ReceivedTask, settings: Settings): Identity {
  const { message, definition, delivery } = received;
  const { id, parentId, rootId, groupId } = message;
  return {
    id,
    task: definition.name,
    queue: delivery.queue,
    ...(parentId === undefined ? undefined : { parentId }),
    ...(rootId === undefined ? undefined : { rootId }),
    ...(groupId === undefined ? undefined : { groupId }),
    ...keptArguments(received, settings),
  };
}
