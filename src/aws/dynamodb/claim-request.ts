import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { type Claim, EARLY } from "../../ports/index.ts";
import { anyOf, leaseIsOver, noRecord, retryIsDue } from "./condition.ts";
import { attributes, taskKey } from "./task-item.ts";
import { updateRequest } from "./update-request.ts";

/** The one call that takes the next attempt of a task. Pure. */
export function claimRequest(table: string, claim: Claim): UpdateItemCommandInput {
  const { id, task, queue, parentId, rootId, groupId, args, kwargs, sensitive, owner, now, leaseUntil, expiresAt } =
    claim;
  const { takeOver = true } = claim;
  const family = { parentId, rootId, groupId, args, kwargs, sensitive };
  return updateRequest({
    table,
    key: taskKey(id),
    when: anyOf(noRecord, retryIsDue(now + EARLY), ...(takeOver ? [leaseIsOver(now)] : [])),
    set: attributes({ state: "STARTED", task, queue, ...family, owner, leaseUntil, expiresAt }),
    setOnce: attributes({ startedAt: now, failures: 0, cuts: 0, base: 0 }),
    increment: ["attempt"],
    remove: ["progress", "retryAt", "error"],
    answerOld: true,
  });
}
