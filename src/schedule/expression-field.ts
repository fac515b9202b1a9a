/** The fields of EventBridge's cron grammar that are sets of numbers, and the range and names of each. */
export const expressionFields = {
  minutes: { least: 0, greatest: 59, names: [] },
  hours: { least: 0, greatest: 23, names: [] },
  "day-of-month": { least: 1, greatest: 31, names: [] },
  month: { least: 1, greatest: 12, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  "day-of-week": { least: 1, greatest: 7, names: "SUN MON TUE WED THU FRI SAT".split(" ") },
  year: { least: 1970, greatest: 2199, names: [] },
} as const satisfies Record<string, { least: number; greatest: number; names: readonly string[] }>;

/** The name of a field, as EventBridge's user guide has it. */
export type ExpressionField = keyof typeof expressionFields;

/**
 * Reads a field of numbers: a list of values, names, ranges `a-b`, and increments of a star, a value (to the field's
 * end) or a range. A range that ends before it begins wraps (AWS's own example has the hours 20-2); years do not wrap.
 *
 * @returns the test for a value
 * @throws Error with the reason alone; the caller says of which expression
 */
export function readExpressionField(field: ExpressionField, text: string): (value: number) => boolean {
  const { least, greatest } = expressionFields[field];
  const members = new Uint8Array(greatest + 1);
  for (const part of text.split(",")) {
    const [base = "", increment, ...rest] = part.split("/");
    if (rest.length > 0) throw new Error(`"${part}" has more than one increment`);
    const step = increment === undefined ? 1 : wholeNumber(increment);
    if (step === 0) throw new Error(`the increment of "${part}" must be 1 or more`);
    const [first = "", last, ...others] = base.split("-");
    if (others.length > 0) throw new Error(`"${part}" is no range`);
    const from = first === "*" ? least : fieldValue(field, first);
    if (first === "*" && last !== undefined) throw new Error(`"${part}" is no range`);
    let to =
      last === undefined ? (first === "*" || increment !== undefined ? greatest : from) : fieldValue(field, last);
    if (to < from) {
      if (field === "year") throw new Error(`the years of "${part}" run backwards`);
      to += greatest - least + 1;
    }
    for (let value = from; value <= to; value += step) {
      members[value > greatest ? value - (greatest - least + 1) : value] = 1;
    }
  }
  return (value) => members[value] === 1;
}

/**
 * One value of a field, written as a number or, in any case, as a name.
 *
 * @throws Error with the reason
 */
export function fieldValue(field: ExpressionField, word: string): number {
  const { least, greatest, names } = expressionFields[field];
  const named = (names as readonly string[]).indexOf(word.toUpperCase());
  const value = named >= 0 ? named + least : wholeNumber(word);
  if (value < least || value > greatest) throw new Error(`${word} is not among ${least} to ${greatest}`);
  return value;
}

function wholeNumber(word: string): number {
  if (!/^\d{1,4}$/.test(word)) throw new Error(word === "" ? "a value is missing" : `"${word}" is no value`);
  return Number(word);
}
