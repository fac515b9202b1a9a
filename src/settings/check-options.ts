import { didYouMean, LovageError } from "../errors/index.ts";
import { type Duration, milliseconds } from "./duration.ts";

/** What a single option may be: the test, and the words for the error. */
export interface Rule {
  readonly allowed: string;
  readonly test: (value: unknown) => boolean;
  /** Whether a value that does not pass was meant as a duration: then the error is INVALID_DURATION. @default it was not */
  readonly isDuration?: (value: unknown) => boolean;
}

/** The rules for options, by name. An option that is absent or `undefined` is always allowed. */
export type Rules = Readonly<Record<string, Rule>>;

/**
 * Refuses what is misspelt or malformed among options, so that a typo is an error at the door and not a default
 * that nobody asked for.
 *
 * @throws LovageError UNKNOWN_OPTION, with the nearest known name, INVALID_DURATION or INVALID_OPTION.
 */
export function checkOptions(where: string, options: unknown, rules: Rules): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new LovageError("INVALID_OPTION", { option: "options", where, got: options, allowed: "an object" });
  }
  const known = Object.keys(rules);
  for (const [option, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, option) ? rules[option] : undefined;
    if (!rule) throw new LovageError("UNKNOWN_OPTION", { option, where, known, suggestion: didYouMean(option, known) });
    if (value !== undefined && !rule.test(value)) {
      if (rule.isDuration?.(value)) {
        throw new LovageError("INVALID_DURATION", { got: value, what: `${where}: "${option}"` });
      }
      throw new LovageError("INVALID_OPTION", { option, where, got: value, allowed: rule.allowed });
    }
  }
}

/** Rules that many options share. */
export const rule = {
  text: { allowed: "a string that is not empty", test: (v) => typeof v === "string" && v.length > 0 },
  flag: { allowed: "true or false", test: (v) => typeof v === "boolean" },
  object: { allowed: "an object", test: (v) => typeof v === "object" && v !== null && !Array.isArray(v) },
  anything: { allowed: "any value", test: () => true },
  duration: {
    allowed: 'milliseconds or a duration such as "30s", "5m", "2h", "1d"',
    test: isDuration,
    isDuration: () => true,
  },
  momentOrDuration: {
    allowed: 'a Date, milliseconds from now, or a duration such as "1h"',
    test: (v) => isDate(v) || isDuration(v),
    isDuration: (v) => typeof v === "string" || typeof v === "number",
  },
  date: { allowed: "a valid Date", test: isDate },
  texts: {
    allowed: "a list of strings",
    test: (v) => Array.isArray(v) && v.every((item) => typeof item === "string" && item.length > 0),
  },
  wholeNumber: (min: number, max: number): Rule => ({
    allowed: `a whole number from ${min} to ${max}`,
    test: (v) => Number.isInteger(v) && Number(v) >= min && Number(v) <= max,
  }),
  oneOf: (...values: readonly unknown[]): Rule => ({
    allowed: `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
    test: (v) => values.includes(v),
  }),
} as const satisfies Record<string, Rule | ((...args: never[]) => Rule)>;

function isDate(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function isDuration(value: unknown): boolean {
  try {
    milliseconds(value as Duration);
    return true;
  } catch {
    return false;
  }
}
