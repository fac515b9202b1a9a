import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { Revoking } from "../../ports/index.ts";
import { anyOf, isRetry, isStarted, leaseIsOver, noRecord } from "./condition.ts";
import type { Item } from "./item.ts";
import { attributes, taskKey } from "./task-item.ts";
import { updateRequest } from "./update-request.ts";

/** The call that revokes a task which is not running; what is known of it stays. Pure. */
export function revokeRequest(table: string, { id, reason, now, expiresAt }: Revoking): UpdateItemCommandInput {
  return updateRequest({
    table,
    key: taskKey(id),
    when: anyOf(noRecord, isRetry, leaseIsOver(now)),
    set: attributes({ state: "REVOKED", reason, finishedAt: now, expiresAt }),
    setOnce: attributes({ startedAt: now, attempt: 0, failures: 0, cuts: 0, base: 0 }),
    remove: ["owner", "leaseUntil", "progress", "retryAt", "error", "revokeReason", "terminate"],
  });
}

/** The call that tells the worker of a running attempt. A wish to terminate is not taken back by a milder one. Pure. */
export function markRequest(table: string, { id, reason, terminate }: Revoking): UpdateItemCommandInput {
  return updateRequest({
    table,
    key: taskKey(id),
    when: isStarted,
    set: attributes({ revokeReason: reason, ...(terminate && { terminate }) }),
    answerOld: true,
  });
}

/** Whether an item that refused to be revoked is what that very call has made of it, when its answer was lost. */
export function isRevokedAs({ now, reason }: Revoking, { state, finishedAt, reason: kept, owner }: Item): boolean {
  return state?.S === "REVOKED" && finishedAt?.N === String(now) && kept?.S === reason && !owner;
}
