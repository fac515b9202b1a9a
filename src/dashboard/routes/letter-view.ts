import { z } from "zod";
import type { Letter } from "../../letters/index.ts";
import { REDACTED } from "../../message/index.ts";
import { moment, momentText } from "./schemas.ts";

/** A dead letter, for people. */
export const letterView = z.object({
  /** The task's id, or SQS's of the message where that cannot be read. */
  id: z.string(),
  messageId: z.string(),
  queue: z.string(),
  task: z.string().nullable(),
  reason: z.string(),
  /** The error, in a sentence. */
  message: z.string().nullable(),
  attempt: z.int().nullable(),
  diedAt: moment.nullable(),
  sentAt: moment,
  /** Whether it can be sent back: the tick of a rule cannot. */
  redrivable: z.boolean(),
  /** The message, parsed where it is JSON; hidden where the task's arguments are sensitive. */
  body: z.unknown(),
});

/**
 * A dead letter as the API gives it. Pure.
 *
 * @param hidden - whether the message is not to be shown
 */
export function viewLetter(letter: Letter, hidden: boolean): z.infer<typeof letterView> {
  const { id, messageId, queue, task, reason, error, attempt, diedAt, sentAt, redrive, body } = letter;
  return {
    ...{ id: id ?? messageId, messageId, queue, task: task ?? null, reason: String(reason), message: error ?? null },
    attempt: attempt ?? null,
    diedAt: diedAt === undefined ? null : momentText(diedAt),
    sentAt: momentText(sentAt),
    redrivable: redrive !== undefined,
    body: hidden ? REDACTED : parsed(body),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
