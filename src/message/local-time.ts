import { LovageError } from "../errors/index.ts";

const TIME =
  /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?))?$/;

/** A time of day without a date, Python's `time`: "03:04:05", with microseconds and an offset if there are any. */
export class LocalTime {
  /** The time as Python writes it: "03:04:05" or "03:04:05.678900", then "+01:00" if it has an offset. */
  readonly value: string;

  /** @throws LovageError INVALID_OPTION when it is no time of day */
  constructor(value: string) {
    const match = typeof value === "string" ? TIME.exec(value) : null;
    if (!match) {
      const allowed = 'a time of day, such as "03:04:05"';
      throw new LovageError("INVALID_OPTION", { option: "value", where: "new LocalTime", got: value, allowed });
    }
    const [, hours, minutes, seconds = "00", fraction = "", utc, offset = ""] = match;
    // Python before 3.11 reads fractions of exactly 3 or 6 digits, and no Z.
    const micros = fraction.slice(0, 6).padEnd(6, "0");
    this.value = `${hours}:${minutes}:${seconds}${micros === "000000" ? "" : `.${micros}`}${utc ? "+00:00" : offset}`;
  }

  /** Whether the two are written the same, which they are unless their offsets differ. */
  equals(other: unknown): boolean {
    return other instanceof LocalTime && other.value === this.value;
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
    return { __type__: "time", __value__: this.value };
  }
}
