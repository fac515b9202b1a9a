import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { KeyClaim, Supersession } from "../../ports/index.ts";
import { anyOf, groupIsOpen, groupIsOver, keyIsOf, keyIsOver, noRecord } from "./condition.ts";
import { keyExpiry, keyKey } from "./key-item.ts";
import { attributes } from "./task-item.ts";
import { updateRequest } from "./update-request.ts";

/** The call that lets a key stand for a task. Pure. */
export function reserveRequest(table: string, { key, id, now, until, eta }: KeyClaim): UpdateItemCommandInput {
  return updateRequest({
    table,
    key: keyKey(key),
    when: anyOf(noRecord, keyIsOver(now)),
    set: attributes({ holder: id, until, eta, expiresAt: keyExpiry(until) }),
    remove: ["sent", ...(eta === undefined ? ["eta"] : [])],
  });
}

/** The call that notes that the message of the task which a key stands for is sent. Pure. */
export function confirmRequest(table: string, key: string, id: string): UpdateItemCommandInput {
  return updateRequest({ table, key: keyKey(key), when: keyIsOf(id), set: attributes({ sent: true }) });
}

/** The call that makes a task the last one of a group that takes others yet. Pure. */
export function joinRequest(table: string, { key, id, now, quietAt }: Supersession): UpdateItemCommandInput {
  const set = attributes({ holder: id, quietAt, expiresAt: keyExpiry(quietAt) });
  const copy = { before: "holder" };
  return updateRequest({ table, key: keyKey(key), when: groupIsOpen(now), set, copy, answerOld: true });
}

/** The call that makes a task the first one of a group. Pure. */
export function beginRequest(table: string, supersession: Supersession): UpdateItemCommandInput {
  const { key, id, now, quietAt, latestAt } = supersession;
  const set = attributes({ holder: id, quietAt, latestAt, expiresAt: keyExpiry(quietAt) });
  return updateRequest({ table, key: keyKey(key), when: anyOf(noRecord, groupIsOver(now)), set, remove: ["before"] });
}
