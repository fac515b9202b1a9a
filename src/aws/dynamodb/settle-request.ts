import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { Settlement } from "../../ports/index.ts";
import { allOf, type Condition, heldBy, notRevoked, notTerminated } from "./condition.ts";
import type { Item } from "./item.ts";
import { attributes, taskKey } from "./task-item.ts";
import { updateRequest } from "./update-request.ts";

/** What a revocation that came while the attempt ran keeps from being written: another attempt, or, if it is to end, any outcome but that. */
const unlessRevoked: { readonly [state: string]: readonly Condition[] | undefined } = {
  REVOKED: [],
  RETRY: [notRevoked],
};

/** The one call that writes the outcome of an attempt. Pure. */
export function settleRequest(table: string, settlement: Settlement): UpdateItemCommandInput {
  const { id, owner, now, failures, cuts, expiresAt, ending } = settlement;
  return updateRequest({
    table,
    key: taskKey(id),
    when: allOf(heldBy(owner), ...(unlessRevoked[ending.state] ?? [notTerminated])),
    set: attributes({ failures, cuts, expiresAt, ...ending, ...(ending.state !== "RETRY" && { finishedAt: now }) }),
    remove: ["leaseUntil", "progress", "revokeReason", "terminate"],
  });
}

/** Whether an item that refused a settlement is what that very settlement has made of it, in a call whose answer was lost. */
export function isSettledAs({ owner, now, ending }: Settlement, item: Item): boolean {
  if (item.owner?.S !== owner || item.state?.S !== ending.state) return false;
  return ending.state === "RETRY" ? item.retryAt?.N === String(ending.retryAt) : item.finishedAt?.N === String(now);
}
