import { decodeMessage, peekMessage } from "../message/index.ts";
import { type Delivery, diedAfterAttribute, type Outgoing, type QueueKind } from "../ports/index.ts";
import { isFifo } from "../settings/index.ts";
import type { Letter } from "./letter.ts";

/** What is known of a dead letter, from the message as it was received. Never throws: a letter may be anything. Pure. */
export function readLetter(delivery: Delivery, kind: QueueKind): Letter {
  return kind === "undelivered" ? undelivered(delivery) : buried(delivery);
}

/** A letter of a worker, which says why; or of SQS, which only counts. */
function buried(delivery: Delivery): Letter {
  const { attributes: a, body, queue, receiveCount } = delivery;
  const peeked = peekMessage(body);
  const attempt = a[diedAfterAttribute];
  const bySqs = `no worker acknowledged it, and SQS gave it up after ${receiveCount} receives, this one among them`;
  return {
    ...whatever(delivery),
    queue,
    reason: a["lovage.reason"] ?? "RECEIVED_TOO_OFTEN",
    error: a["lovage.error"] ?? (a["lovage.reason"] === undefined ? bySqs : undefined),
    id: a["lovage.id"] ?? peeked.id,
    task: a["lovage.task"] ?? peeked.task,
    attempt: attempt === undefined ? undefined : Number(attempt),
    diedAt: timeOf(a["lovage.at"]),
    body,
    groupId: delivery.groupId,
    redrive: redriveOf(delivery, queue, body, delivery.groupId),
  };
}

/**
 * What EventBridge could not deliver: the request to SQS that a schedule of Scheduler stands for, with the message in it, or the
 * event of a rule, without one.
 */
function undelivered(delivery: Delivery): Letter {
  const { attributes: a } = delivery;
  const request = fieldsOf(delivery.body);
  const body = text(request.MessageBody);
  const about = body === undefined ? {} : peekMessage(body);
  const queue = body === undefined ? "" : queueOf(body);
  const groupId = text(request.MessageGroupId);
  return {
    ...whatever(delivery),
    queue,
    reason: "UNDELIVERED",
    error: [a.ERROR_CODE, a.ERROR_MESSAGE].filter(Boolean).join(": ") || undefined,
    id: about.id,
    task: about.task,
    attempt: undefined,
    diedAt: undefined,
    body: body ?? delivery.body,
    groupId,
    redrive: body === undefined || queue === "" ? undefined : redriveOf(delivery, queue, body, groupId),
  };
}

function whatever({ messageId, sentAt, receiveCount, attributes }: Delivery) {
  return { messageId, sentAt, receiveCount, attributes };
}

/**
 * The message once more, on its own queue: with its id, and with the attempt after which it died, by which a worker knows a
 * redriven message from a mere duplicate. Twice within five minutes it is one on a FIFO queue, and later, one by that attempt.
 */
function redriveOf(delivery: Delivery, queue: string, body: string, groupId: string | undefined): Outgoing {
  const attempt = delivery.attributes[diedAfterAttribute];
  return {
    queue,
    body,
    ...(groupId !== undefined && { groupId }),
    ...(isFifo(queue) && { groupId: groupId ?? queue, deduplicationId: `redrive-${delivery.messageId}` }),
    ...(attempt !== undefined && { attributes: { [diedAfterAttribute]: attempt } }),
  };
}

function queueOf(body: string): string {
  try {
    return decodeMessage(body).queue ?? "";
  } catch {
    return "";
  }
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function timeOf(iso: string | undefined): number | undefined {
  const time = Date.parse(iso ?? "");
  return Number.isNaN(time) ? undefined : time;
}
