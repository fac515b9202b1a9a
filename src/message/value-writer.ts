import { Buffer, isUtf8 } from "node:buffer";
import { LovageError } from "../errors/index.ts";
import { isTyped } from "./is-typed.ts";
import { formatIsoTime } from "./iso-time.ts";
import { DEEPEST, MOST_DIGITS } from "./limits.ts";
import { refusal } from "./refusal.ts";

const ALLOWED =
  "JSON values, bigint, Date, Uint8Array, Decimal, LocalDate, LocalTime, Uuid, and objects with toJSON() or with fields of their own";

/** Writes one value with all that JSON.stringify would lose: the slow way, taken when there is something to lose. */
export class ValueWriter {
  readonly #what: string;
  readonly #root: string;
  /** Where the writer is, as indexes and keys from the root. */
  readonly #path: (string | number)[] = [];
  /** The objects that the writer is inside of. */
  readonly #open = new Set<object>();

  constructor(what: string, root: string) {
    this.#what = what;
    this.#root = root;
  }

  write(value: unknown): string {
    return this.#value(value) ?? "null";
  }

  /** As JSON.stringify, undefined for what is left out of an object and null in an array. */
  #value(value: unknown): string | undefined {
    switch (typeof value) {
      case "string":
      case "boolean":
        return JSON.stringify(value);
      case "number":
        return this.#number(value);
      case "bigint":
        return this.#integer(value);
      case "undefined":
        return undefined;
      case "object":
        return value === null ? "null" : this.#inside(value, () => this.#object(value));
      default:
        throw this.#refuse(`a ${typeof value}`);
    }
  }

  #number(value: number): string {
    // As Python writes them, and as it and this room read them.
    if (!Number.isFinite(value)) return String(value);
    const text = JSON.stringify(value);
    // Beyond 2^53 the digits of a double are not exact ones; as an integer they would be taken for such.
    return Number.isInteger(value) && !Number.isSafeInteger(value) && !text.includes("e") ? `${text}.0` : text;
  }

  #integer(value: bigint): string {
    const text = value.toString();
    if (text.length - (value < 0n ? 1 : 0) <= MOST_DIGITS) return text;
    throw this.#refuse(`a bigint of more than ${MOST_DIGITS} digits, which Python refuses to read`);
  }

  #object(value: object): string | undefined {
    if ("__json__" in value && typeof value.__json__ === "function") return this.#converted(value, value.__json__());
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    if (tag === "Date") return this.#date(value as Date);
    if (tag === "Uint8Array") return bytes(value as Uint8Array);
    if ("toJSON" in value && typeof value.toJSON === "function") {
      return this.#converted(value, value.toJSON(String(this.#path.at(-1) ?? "")));
    }
    if (Array.isArray(value)) return this.#array(value);
    if (tag === "String" || tag === "Number" || tag === "Boolean") return this.#value(value.valueOf());
    const refused = refusal(value, tag);
    if (refused) throw this.#refuse(refused);
    return this.#fields(value as Record<string, unknown>);
  }

  /** What a conversion of the object's own gave. One of kombu's types is meant so; the object itself has had its say. */
  #converted(from: object, to: unknown): string | undefined {
    if (typeof to !== "object" || to === null) return this.#value(to);
    if (isTyped(to)) return this.#fields({ ...to }, true);
    return to === from ? this.#fields(to as Record<string, unknown>) : this.#value(to);
  }

  #date(value: Date): string {
    const text = formatIsoTime(value.getTime());
    if (text !== undefined) return `{"__type__":"datetime","__value__":"${text}"}`;
    throw this.#refuse(
      Number.isNaN(value.getTime())
        ? "an invalid Date"
        : "a Date outside of the years 1 to 9999, which Python cannot read",
    );
  }

  #array(value: readonly unknown[]): string {
    let text = "[";
    for (let index = 0; index < value.length; index++) {
      this.#path.push(index);
      text += `${index === 0 ? "" : ","}${this.#value(value[index]) ?? "null"}`;
      this.#path.pop();
    }
    return `${text}]`;
  }

  #fields(value: Readonly<Record<string, unknown>>, meant = false): string {
    if (!meant && isTyped(value)) {
      throw this.#refuse('an object of just "__type__" and "__value__", which readers take for a value of that type');
    }
    let text = "";
    for (const key of Object.keys(value)) {
      this.#path.push(key);
      const written = this.#value(value[key]);
      if (written !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${written}`;
      this.#path.pop();
    }
    return `{${text}}`;
  }

  #inside(value: object, write: () => string | undefined): string | undefined {
    if (this.#open.has(value)) throw this.#refuse("a value that contains itself");
    if (this.#open.size >= DEEPEST) throw this.#refuse(`nested more than ${DEEPEST} deep`);
    this.#open.add(value);
    const text = write();
    this.#open.delete(value);
    return text;
  }

  #refuse(got: string): LovageError {
    const path = this.#path.reduce<string>((before, key) => before + step(key), this.#root);
    return new LovageError("NOT_SERIALIZABLE", { what: this.#what, path, got, allowed: ALLOWED });
  }
}

function step(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Kombu's two forms of bytes: text where they are UTF-8 and that is not the longer one, else base64. */
function bytes(value: Uint8Array): string {
  const buffer = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const base64 = buffer.toString("base64");
  if (isUtf8(buffer)) {
    const text = JSON.stringify(buffer.toString("utf8"));
    if (Buffer.byteLength(text) <= base64.length + 2) return `{"__type__":"bytes","__value__":${text}}`;
  }
  return `{"__type__":"base64","__value__":"${base64}"}`;
}
