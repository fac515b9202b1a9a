import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { failedAfter } from "./condition.ts";
import type { Item } from "./item.ts";
import { attributes, taskKey } from "./task-item.ts";
import { updateRequest } from "./update-request.ts";

/** A FAILURE to be opened once more. */
export interface Reopening {
  readonly id: string;
  readonly attempt: number;
  readonly now: number;
  readonly expiresAt: number;
}

/** The call that opens a FAILURE once more: due now, its budgets counted from its last attempt. Pure. */
export function reopenRequest(table: string, { id, attempt, now, expiresAt }: Reopening): UpdateItemCommandInput {
  return updateRequest({
    table,
    key: taskKey(id),
    when: failedAfter(attempt),
    set: attributes({ state: "RETRY", retryAt: now, base: attempt, failures: 0, cuts: 0, expiresAt }),
    remove: ["finishedAt"],
  });
}

/** Whether an item that refused to be opened is open by just this call, whose answer was lost. */
export function isReopenedAs({ attempt, now }: Reopening, item: Item): boolean {
  const { state, base, retryAt } = item;
  return state?.S === "RETRY" && base?.N === String(attempt) && retryAt?.N === String(now);
}
