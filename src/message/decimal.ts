import { LovageError } from "../errors/index.ts";

const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const SPECIAL = /^[+-]?(?:inf(?:inity)?|s?nan\d*)$/i;

/**
 * A decimal number of any length, Python's `Decimal`. It carries the text and does not calculate: hand `value` to a
 * library that does. As an argument or a result it reaches a Python worker as a Decimal, and comes back as one.
 */
export class Decimal {
  /** The number as text, such as "1.10". */
  readonly value: string;

  /** @throws LovageError INVALID_OPTION when it is no number in Python's grammar ("1.10", "1E+3", "-0", "NaN", "Infinity") */
  constructor(value: string | number | bigint) {
    const text = String(value);
    if (!NUMBER.test(text) && !SPECIAL.test(text)) {
      const allowed = 'a decimal number, such as "1.10"';
      throw new LovageError("INVALID_OPTION", { option: "value", where: "new Decimal", got: value, allowed });
    }
    this.value = text;
  }

  /** Whether the two are the same number: 1.10 is 1.1. NaN equals nothing. */
  equals(other: unknown): boolean {
    if (!(other instanceof Decimal)) return false;
    const own = reduced(this.value);
    return own !== undefined && own === reduced(other.value);
  }

  toString(): string {
    return this.value;
  }

  /** For plain JSON: the text. */
  toJSON(): string {
    return this.value;
  }

  /** For the message codec: kombu's form. */
  __json__(): unknown {
    return { __type__: "decimal", __value__: this.value };
  }
}

/** One text for each number, or undefined for NaN. */
function reduced(value: string): string | undefined {
  const match = NUMBER.exec(value);
  if (!match) return /nan/i.test(value) ? undefined : value.startsWith("-") ? "-Infinity" : "Infinity";
  const [, sign, whole = "", fraction = match[4] ?? "", , exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  if (short === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - short.length);
  return `${sign === "-" ? "-" : ""}${short}e${power}`;
}
