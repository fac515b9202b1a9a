import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { Condition } from "./condition.ts";
import { expressionNames } from "./expression-names.ts";
import type { Item } from "./item.ts";

/** A change of one item, if a condition holds. */
export interface Update {
  readonly table: string;
  readonly key: Item;
  readonly when: Condition;
  /** Attributes and their new values. */
  readonly set: Item;
  /** Attributes that get this value only where they have none. */
  readonly setOnce?: Item;
  /** Attributes that get the value that another one has before the change: `{ before: "holder" }`. */
  readonly copy?: Readonly<Record<string, string>>;
  /** Attributes to count up by one, from 0. */
  readonly increment?: readonly string[];
  readonly remove?: readonly string[];
  /** Whether the item as it was before is wanted back. @default false */
  readonly answerOld?: boolean;
}

/** The UpdateItem of a change. A refused one brings the item that refused it, at no further cost. Pure. */
export function updateRequest(update: Update): UpdateItemCommandInput {
  const { set, setOnce = {}, copy = {}, increment = [], remove = [], when } = update;
  const assignments = [
    ...Object.entries(copy).map(([name, from]) => `#${name} = #${from}`),
    ...Object.keys(set).map((name) => `#${name} = :${name}`),
    ...Object.keys(setOnce).map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
    ...increment.map((name) => `#${name} = if_not_exists(#${name}, :zero) + :one`),
  ];
  const removal = remove.length > 0 ? ` REMOVE ${remove.map((name) => `#${name}`).join(", ")}` : "";
  const UpdateExpression = `SET ${assignments.join(", ")}${removal}`;
  const values = Object.entries({ ...set, ...setOnce }).map(([name, value]) => [`:${name}`, value] as const);
  const counting: Item = increment.length > 0 ? { ":zero": { N: "0" }, ":one": { N: "1" } } : {};
  return {
    TableName: update.table,
    Key: update.key,
    UpdateExpression,
    ConditionExpression: when.text,
    ExpressionAttributeNames: expressionNames(UpdateExpression, when.text),
    ExpressionAttributeValues: { ...Object.fromEntries(values), ...counting, ...when.values },
    ReturnValues: update.answerOld ? "ALL_OLD" : "NONE",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
}
