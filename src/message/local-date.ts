import { LovageError } from "../errors/index.ts";
import { parseIsoTime } from "./iso-time.ts";

/** A day of the calendar without time or zone, Python's `date`: "2026-01-02". */
export class LocalDate {
  /** The day as "YYYY-MM-DD". */
  readonly value: string;

  /** @throws LovageError INVALID_OPTION when it is no day of the years 1 to 9999 */
  constructor(value: string) {
    if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value) || parseIsoTime(value) === undefined) {
      const allowed = 'a day of the calendar, such as "2026-01-02"';
      throw new LovageError("INVALID_OPTION", { option: "value", where: "new LocalDate", got: value, allowed });
    }
    this.value = value;
  }

  /** Whether the two are the same day. */
  equals(other: unknown): boolean {
    return other instanceof LocalDate && other.value === this.value;
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
    return { __type__: "date", __value__: this.value };
  }
}
