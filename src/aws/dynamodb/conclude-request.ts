import type { PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { FinalRecord } from "../../lifecycle/index.ts";
import { anyOf, isRetry, leaseIsOver, noRecord } from "./condition.ts";
import { expressionNames } from "./expression-names.ts";
import type { Item } from "./item.ts";
import { toTaskItem } from "./task-item.ts";

/** The call that ends a task which is not running. Pure. */
export function concludeRequest(table: string, record: FinalRecord, now: number): PutItemCommandInput {
  const when = anyOf(noRecord, isRetry, leaseIsOver(now));
  return {
    TableName: table,
    Item: toTaskItem(record),
    ConditionExpression: when.text,
    ExpressionAttributeNames: expressionNames(when.text),
    ExpressionAttributeValues: when.values,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
}

/** Whether an item that refused the final record is just that record, written by a call whose answer was lost. */
export function isConcludedAs(record: FinalRecord, item: Item): boolean {
  return item.state?.S === record.state && item.finishedAt?.N === String(record.finishedAt) && !item.owner;
}
