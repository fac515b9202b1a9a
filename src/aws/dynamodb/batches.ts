import type { BatchGetItemCommandInput, BatchWriteItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { TaskRecord } from "../../lifecycle/index.ts";
import type { Item } from "./item.ts";
import { taskKey, toTaskItem } from "./task-item.ts";

/** How many items one BatchWriteItem takes. */
export const MOST_WRITES = 25;
/** How many keys one BatchGetItem takes. */
export const MOST_READS = 100;

/** The items to write for records, where the last of several with one id counts: DynamoDB refuses a key that comes twice. */
export function recordItems(records: readonly TaskRecord[]): Item[] {
  return [...new Map(records.map((record) => [record.id, record])).values()].map(toTaskItem);
}

/** The call that puts items. Pure. */
export function putRequest(table: string, items: readonly Item[]): BatchWriteItemCommandInput {
  return { RequestItems: { [table]: items.map((Item) => ({ PutRequest: { Item } })) } };
}

/** The keys of tasks, each once. */
export function taskKeys(ids: readonly string[]): Item[] {
  return [...new Set(ids)].map(taskKey);
}

/** The call that reads the items of keys, as they were last written. Pure. */
export function getRequest(table: string, keys: readonly Item[]): BatchGetItemCommandInput {
  return { RequestItems: { [table]: { Keys: [...keys], ConsistentRead: true } } };
}

/** The list in parts of at most `size`. */
export function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));
}
