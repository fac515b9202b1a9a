import { LovageError } from "../errors/index.ts";
import { checkOptions, type Duration, milliseconds, rule } from "../settings/index.ts";
import { fitsPattern } from "../task/index.ts";
import type { Letter } from "./letter.ts";

/** Which dead letters are meant: those that fit all that is said. */
export interface LetterFilter {
  /** Letters of this queue, by the app's name for it. @default of all queues, and what EventBridge could not deliver */
  readonly queue?: string;
  /** Of this task; a `*` stands for any characters: `"mail.*"`. @default of every task */
  readonly task?: string;
  /** With this reason: see `letterReasons`. @default with any */
  readonly reason?: string;
  /**
   * That died since then: a Date, or so long ago. Where the time of death was not written down, the time of its sending
   * counts. @default ever
   */
  readonly since?: Date | Duration;
  /** By the ids of their tasks, or SQS's of the messages. @default any */
  readonly ids?: readonly string[];
}

const rules = {
  queue: rule.text,
  task: rule.text,
  reason: rule.text,
  since: {
    allowed: 'a Date, or how long ago: milliseconds or a duration such as "1h"',
    test: rule.momentOrDuration.test,
  },
  ids: rule.texts,
};

/** Refuses a filter that is misspelt. @throws LovageError UNKNOWN_OPTION, INVALID_OPTION */
export function checkLetterFilter(where: string, filter: LetterFilter): void {
  checkOptions(where, filter, rules);
}

/**
 * What a redrive or a discard is to take, as a filter: an id, several, a filter that says something, or "all".
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function filterOf(where: string, which: string | readonly string[] | LetterFilter): LetterFilter {
  if (which === "all") return {};
  const filter = typeof which === "string" ? { ids: [which] } : isList(which) ? { ids: which } : which;
  checkLetterFilter(where, filter);
  if (Object.values(filter).some((value) => value !== undefined)) return filter;
  const allowed = 'a filter that says something, ids, or "all"';
  throw new LovageError("INVALID_OPTION", { option: "which", where, got: which, allowed });
}

function isList(which: readonly string[] | LetterFilter): which is readonly string[] {
  return Array.isArray(which);
}

/** Whether a letter is meant by a filter. @param now - in milliseconds since 1970 */
export function fitsFilter(letter: Letter, { queue, task, reason, since, ids }: LetterFilter, now: number): boolean {
  if (queue !== undefined && letter.queue !== queue) return false;
  if (task !== undefined && !(letter.task !== undefined && fitsPattern(task, letter.task))) return false;
  if (reason !== undefined && letter.reason !== reason) return false;
  if (ids !== undefined && !ids.includes(letter.messageId) && !(letter.id !== undefined && ids.includes(letter.id))) {
    return false;
  }
  if (since === undefined) return true;
  const from = since instanceof Date ? since.getTime() : now - milliseconds(since, "since");
  return (letter.diedAt ?? letter.sentAt) >= from;
}
