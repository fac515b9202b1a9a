import { LovageError } from "../errors/index.ts";

/** The five fields in the order of the text form: their least and greatest value, and their names if they have any. */
export const crontabFields = {
  minute: { least: 0, greatest: 59, names: [] },
  hour: { least: 0, greatest: 23, names: [] },
  dayOfMonth: { least: 1, greatest: 31, names: [] },
  monthOfYear: {
    least: 1,
    greatest: 12,
    names: "january february march april may june july august september october november december".split(" "),
  },
  dayOfWeek: {
    least: 0,
    greatest: 6,
    names: "sunday monday tuesday wednesday thursday friday saturday".split(" "),
  },
} as const satisfies Record<string, { least: number; greatest: number; names: readonly string[] }>;

/** The name of one of the five fields of a crontab. */
export type CrontabField = keyof typeof crontabFields;

/** A field as it may be written: a number, Celery's text, or a list or set of numbers. */
export type CrontabFieldValue = number | string | Iterable<number>;

/**
 * The field as text, with numbers and lists brought into it: `7` is "7", `[0, 30]` is "0,30".
 *
 * @throws LovageError INVALID_CRONTAB
 */
export function crontabFieldText(field: CrontabField, value: CrontabFieldValue): string {
  const refuse = (problem: string) => new LovageError("INVALID_CRONTAB", { field, got: value, problem });
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null || !(Symbol.iterator in value)) {
    throw refuse("it must be a number, a text, or a list of numbers");
  }
  const numbers: readonly unknown[] = [...value];
  if (numbers.length === 0) throw refuse("an empty list never matches");
  if (!numbers.every((number) => typeof number === "number")) throw refuse("a list must hold numbers alone");
  return [...new Set(numbers)].sort((a, b) => a - b).join(",");
}

/**
 * The values that a field matches, ascending. The grammar is Celery's (`celery/schedules.py`, `crontab_parser`), less
 * what that parser takes only by accident: a name in a field that has none, a word of which only three letters are
 * read, characters after a complete part, spaces, and digits with underscores.
 *
 * @throws LovageError INVALID_CRONTAB, which says what is wrong and, where it can, what to write instead
 */
export function expandCrontabField(field: CrontabField, text: string): readonly number[] {
  const refuse = (problem: string) => new LovageError("INVALID_CRONTAB", { field, got: text, problem });
  const values = text.split(",").flatMap((part) => expandPart(field, part, refuse));
  return [...new Set(values)].sort((a, b) => a - b);
}

type Refuse = (problem: string) => LovageError;

function expandPart(field: CrontabField, part: string, refuse: Refuse): number[] {
  if (part === "") throw refuse("it has an empty part");
  if (/\s/.test(part)) throw refuse("it holds white space; write lists as 8,12,16");
  const match = /^(?:\*|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d+))?$/i.exec(part);
  if (!match) throw refuse(reasonAgainst(part));
  const [, first, last, step] = match;
  const { least, greatest } = crontabFields[field];
  if (step !== undefined && Number(step) === 0) throw refuse("a step must be 1 or more");
  if (first === undefined) return stepped(range(least, greatest), step);
  const from = fieldValue(field, first, refuse);
  if (last === undefined) {
    if (step !== undefined) throw refuse(`a step needs a range; write ${first}-${greatest}/${step}`);
    return [from];
  }
  const to = fieldValue(field, last, refuse);
  // A range may wrap: "22-2" are the hours 22, 23, 0, 1, 2, and a step counts along that order.
  return stepped(to < from ? [...range(from, greatest), ...range(least, to)] : range(from, to), step);
}

function fieldValue(field: CrontabField, word: string, refuse: Refuse): number {
  const { least, greatest, names } = crontabFields[field];
  if (!/^\d+$/.test(word)) {
    const index = word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word.toLowerCase()));
    if (index >= 0) return index + least;
    if (/^(L|LW|\d+[LW])$/i.test(word)) throw refuse(eventBridgeOnly);
    throw refuse(`"${word}" is no ${names.length ? `number or name such as "${names[1]?.slice(0, 3)}"` : "number"}`);
  }
  const value = Number(word);
  if (field === "dayOfWeek" && value === 7) throw refuse("days of the week are 0 to 6; Sunday is 0, or sun");
  if (value < least || value > greatest) throw refuse(`${value} is not among ${least} to ${greatest}`);
  return value;
}

const eventBridgeOnly = 'L, W, # and ? belong to EventBridge\'s grammar; write cron("…") with its six fields';

function reasonAgainst(part: string): string {
  if (part.startsWith("-")) return "negative numbers are not supported";
  if (/^[^/]*\/$/.test(part)) return "a step is missing after /";
  if (/[#?]/.test(part)) return eventBridgeOnly;
  return "a part is *, a value or a range a-b, and * and ranges may have a step /n";
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function stepped(values: number[], step: string | undefined): number[] {
  return step === undefined ? values : values.filter((_, index) => index % Number(step) === 0);
}
