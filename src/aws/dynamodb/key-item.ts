import type { KeyHolder } from "../../ports/index.ts";
import type { Item } from "./item.ts";

/*
 * A key's item: `pk` = key#<key>, `sk` = key. By that beginning of its partition key a sender's permission to write can be
 * kept to keys (`dynamodb:LeadingKeys`). It is well below 1 KB: each write is one unit.
 */

/** How much longer than its time an item stays, in seconds: for senders whose clock is behind. */
const STAYS = 3_600;

/** The key of a key's item. */
export function keyKey(key: string): Item {
  return { pk: { S: `key#${key}` }, sk: { S: "key" } };
}

/** When DynamoDB may delete a key's item, in seconds since 1970. */
export function keyExpiry(until: number): number {
  return Math.ceil(until / 1_000) + STAYS;
}

/** Whom a key's item says that the key stands for. */
export function holderOf({ holder, until, eta, sent }: Item): KeyHolder {
  return {
    id: holder?.S ?? "",
    until: Number(until?.N ?? 0),
    ...(eta?.N !== undefined && { eta: Number(eta.N) }),
    sent: sent !== undefined,
  };
}
