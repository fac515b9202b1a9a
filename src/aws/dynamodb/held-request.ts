import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { heldBy } from "./condition.ts";
import { attributes, taskKey } from "./task-item.ts";
import { updateRequest } from "./update-request.ts";

/** The call that changes fields of a running attempt, for who still holds it: its lease, its progress. Pure. */
export function heldRequest(table: string, id: string, owner: string, fields: object): UpdateItemCommandInput {
  return updateRequest({ table, key: taskKey(id), when: heldBy(owner), set: attributes(fields) });
}
