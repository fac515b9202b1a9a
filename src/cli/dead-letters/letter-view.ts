import type { Letter } from "../../letters/index.ts";
import { decodeMessage, encodeValue, plainValue, REDACTED } from "../../message/index.ts";

/** A dead letter, as the CLI shows it, and as `--json` prints it. */
export interface LetterView {
  readonly messageId: string;
  readonly queue: string;
  readonly reason: string;
  readonly error: string | null;
  readonly id: string | null;
  readonly task: string | null;
  readonly attempt: number | null;
  readonly diedAt: string | null;
  readonly sentAt: string;
  readonly receiveCount: number;
  readonly groupId: string | null;
  /** Whether it can be sent back. */
  readonly redrivable: boolean;
}

/** The same with what is in it. */
export interface WholeLetterView extends LetterView {
  /** Null where the message cannot be read. */
  readonly args: unknown;
  readonly kwargs: unknown;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What there is to show of a dead letter in a list. Pure. */
export function viewLetter(letter: Letter): LetterView {
  const { messageId, queue, reason, error, id, task, attempt, diedAt, sentAt, receiveCount, groupId, redrive } = letter;
  return {
    messageId,
    queue,
    reason,
    error: error ?? null,
    id: id ?? null,
    task: task ?? null,
    attempt: attempt ?? null,
    diedAt: diedAt === undefined ? null : new Date(diedAt).toISOString(),
    sentAt: new Date(sentAt).toISOString(),
    receiveCount,
    groupId: groupId ?? null,
    redrivable: redrive !== undefined,
  };
}

/**
 * All that there is to show of a dead letter. Pure.
 *
 * @param hidden - whether the message is not to be shown: the task's arguments are sensitive
 */
export function viewWholeLetter(letter: Letter, hidden: boolean): WholeLetterView {
  const { body, attributes } = letter;
  if (hidden) return { ...viewLetter(letter), args: REDACTED, kwargs: REDACTED, body: REDACTED, attributes };
  return { ...viewLetter(letter), ...argumentsOf(body), body, attributes };
}

function argumentsOf(body: string): Pick<WholeLetterView, "args" | "kwargs"> {
  try {
    const { args, kwargs, payload } = decodeMessage(body);
    if (payload) return { args: `[in S3, ${payload.bytes} bytes: ${payload.key}]`, kwargs: {} };
    return { args: plainValue(encodeValue(args, "args")), kwargs: plainValue(encodeValue(kwargs, "kwargs")) };
  } catch {
    return { args: null, kwargs: null };
  }
}
