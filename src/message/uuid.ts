import { LovageError } from "../errors/index.ts";

const HEX = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** A UUID as a value of its own, Python's `UUID`. A UUID in a plain string stays a string, here and in Python. */
export class Uuid {
  /** The UUID in lower case, with its four hyphens. */
  readonly value: string;

  /** @throws LovageError INVALID_OPTION when it is not 32 hexadecimal digits (hyphens, braces and "urn:uuid:" are allowed, as in Python) */
  constructor(value: string) {
    const hex = typeof value === "string" ? value.toLowerCase().replace(/^urn:uuid:|[{}-]/g, "") : "";
    if (!HEX.test(hex)) {
      const allowed = "32 hexadecimal digits, with or without hyphens";
      throw new LovageError("INVALID_OPTION", { option: "value", where: "new Uuid", got: value, allowed });
    }
    this.value = hex.replace(HEX, "$1-$2-$3-$4-$5");
  }

  /** Whether the two are the same UUID. */
  equals(other: unknown): boolean {
    return other instanceof Uuid && other.value === this.value;
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
    return { __type__: "uuid", __value__: { hex: this.value.replaceAll("-", "") } };
  }
}
