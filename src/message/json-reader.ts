import { isTyped } from "./is-typed.ts";
import { DEEPEST, MOST_DIGITS } from "./limits.ts";
import { reviveTyped } from "./revive-typed.ts";
import { undecodable } from "./undecodable.ts";

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS: readonly (readonly [string, unknown])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];

/**
 * Reads JSON as kombu and Python do: with bare NaN and Infinity, integers of any length, and kombu's types. The slow
 * way, taken when JSON.parse would lose something, or to say where a text is no JSON.
 */
export class JsonReader {
  readonly #text: string;
  readonly #subject: string;
  #at = 0;
  #depth = 0;

  /** @param subject - what the text is, for the error: "its body" */
  constructor(text: string, subject: string) {
    this.#text = text;
    this.#subject = subject;
  }

  /** @throws LovageError UNDECODABLE_MESSAGE */
  read(): unknown {
    const value = this.#value();
    if (this.#next() !== undefined) throw this.#fault("something follows the value");
    return value;
  }

  #value(): unknown {
    const first = this.#next();
    if (first === '"') return this.#string();
    if (first === "{") return this.#nested(() => this.#object());
    if (first === "[") return this.#nested(() => this.#array());
    if (first !== undefined && first >= "0" && first <= "9") return this.#number();
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#number();
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) throw this.#fault(`it is nested more than ${DEEPEST} deep`);
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #array(): unknown[] {
    const values: unknown[] = [];
    if (this.#skip("]")) return values;
    do values.push(this.#value());
    while (this.#skip(","));
    if (!this.#skip("]")) throw this.#fault('"," or "]" is missing');
    return values;
  }

  #object(): unknown {
    const fields: Record<string, unknown> = {};
    if (this.#skip("}")) return fields;
    do {
      if (this.#next() !== '"') throw this.#fault("a key is missing");
      const key = this.#string();
      if (!this.#skip(":")) throw this.#fault('":" is missing');
      const value = this.#value();
      // An assignment to __proto__ would change what the object is.
      if (key === "__proto__") {
        Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
      } else fields[key] = value;
    } while (this.#skip(","));
    if (!this.#skip("}")) throw this.#fault('"," or "}" is missing');
    return isTyped(fields) ? reviveTyped(fields.__type__, fields.__value__, this.#subject) : fields;
  }

  #string(): string {
    const start = this.#at;
    let escaped = false;
    for (let end = start + 1; end < this.#text.length; end++) {
      const code = this.#text.charCodeAt(end);
      if (code === QUOTE) {
        this.#at = end + 1;
        return escaped ? this.#unescaped(start, end + 1) : this.#text.slice(start + 1, end);
      }
      if (code < SPACE_CODE) throw this.#fault("a string holds a control character", end);
      if (code === BACKSLASH) {
        escaped = true;
        end++;
      }
    }
    throw this.#fault("a string does not end");
  }

  #unescaped(start: number, end: number): string {
    try {
      return JSON.parse(this.#text.slice(start, end));
    } catch {
      throw this.#fault("a string holds a wrong escape", start);
    }
  }

  #number(): number | bigint {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (!match) throw this.#fault(this.#at < this.#text.length ? "a value is missing" : "it ends too early");
    const [digits, fraction, exponent] = match;
    const value = Number(digits);
    const exact = fraction !== undefined || exponent !== undefined || Number.isSafeInteger(value);
    if (!exact && digits.length - (value < 0 ? 1 : 0) > MOST_DIGITS)
      throw this.#fault(`an integer has more than ${MOST_DIGITS} digits`);
    this.#at += digits.length;
    return exact ? value : BigInt(digits);
  }

  /** Whether the next character that is no space is this one; if so, it is passed. */
  #skip(character: string): boolean {
    const found = this.#next() === character;
    if (found) this.#at++;
    return found;
  }

  #next(): string | undefined {
    if (this.#text.charCodeAt(this.#at) <= SPACE_CODE) {
      SPACE.lastIndex = this.#at;
      SPACE.test(this.#text);
      this.#at = SPACE.lastIndex;
    }
    return this.#text[this.#at];
  }

  #fault(problem: string, at = this.#at): Error {
    return undecodable(`${this.#subject} is not JSON (${problem}, at character ${at + 1} of ${this.#text.length})`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE_CODE = 0x20;
