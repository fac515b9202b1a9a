import { AwsFault } from "./aws-fault.ts";
import type { Input, Member, Shape } from "./shape.ts";

/** How a service words what is wrong with a request. */
export interface Dialect {
  missing(member: string): AwsFault;
  invalid(member: string, value: unknown, reason: string): AwsFault;
}

/** Checks the parsed body of a request against its shape. Null is absent, as in AWS JSON. */
export function readInput<S extends Shape>(shape: S, body: unknown, dialect: Dialect): Input<S> {
  return readStructure(shape, body, "the request", dialect) as Input<S>;
}

function readStructure(shape: Shape, body: unknown, path: string, dialect: Dialect): Record<string, unknown> {
  const given = asObject(body, path);
  const input: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value !== undefined && value !== null) input[name] = read(member, value, name, dialect);
    else if (member.required) throw dialect.missing(name);
  }
  return input;
}

function read(member: Member, value: unknown, name: string, dialect: Dialect): unknown {
  switch (member.is) {
    case "structure":
      return readStructure(member.members, value, name, dialect);
    case "list":
      if (!Array.isArray(value)) throw mistyped(name, value, "a list");
      checkSize(member, value.length, value, name, dialect);
      return value.map((element: unknown) => read(member.of, element, name, dialect));
    case "map":
      checkSize(member, Object.keys(asObject(value, name)).length, value, name, dialect);
      return Object.fromEntries(
        Object.entries(asObject(value, name)).map(([key, element]) => [key, read(member.of, element, name, dialect)]),
      );
    case "integer":
      if (!Number.isInteger(value)) throw mistyped(name, value, "an integer");
      if (isOutside(member, value as number)) throw dialect.invalid(name, value, member.reason ?? range(member));
      return value;
    case "blob":
      if (typeof value !== "string" || !isBase64(value)) throw mistyped(name, value, "base64");
      return value;
    case "timestamp":
      if (!Number.isFinite(value)) throw mistyped(name, value, "a number of seconds");
      return value;
    case "string":
      if (typeof value !== "string") throw mistyped(name, value, "a string");
      checkText(member, value, name, dialect);
      return value;
    default:
      if (typeof value !== member.is) throw mistyped(name, value, `a ${member.is}`);
      return value;
  }
}

type Sized = { readonly least?: number; readonly most?: number };

// The sentences are those of AWS's own front.
function checkSize(
  { least = 0, most = Infinity }: Sized,
  size: number,
  value: unknown,
  name: string,
  dialect: Dialect,
) {
  const limit = size < least ? `greater than or equal to ${least}` : size > most ? `less than or equal to ${most}` : "";
  if (limit) throw dialect.invalid(name, value, `Member must have length ${limit}`);
}

function checkText(member: Extract<Member, { is: "string" }>, value: string, name: string, dialect: Dialect): void {
  const { pattern, oneOf } = member;
  checkSize(member, value.length, value, name, dialect);
  if (pattern && !pattern.test(value)) {
    throw dialect.invalid(name, value, `Member must satisfy regular expression pattern: ${pattern.source}`);
  }
  if (oneOf && !oneOf.includes(value)) {
    throw dialect.invalid(name, value, `Member must satisfy enum value set: [${oneOf.join(", ")}]`);
  }
}

type Integer = Extract<Member, { is: "integer" }>;

function isOutside({ least = -Infinity, most = Infinity }: Integer, value: number): boolean {
  return value < least || value > most;
}

function range({ least, most }: Integer): string {
  return `Must be between ${least ?? "any"} and ${most ?? "any"}, if provided.`;
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw mistyped(path, value, "an object");
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function mistyped(name: string, value: unknown, allowed: string): AwsFault {
  const type = Array.isArray(value) ? "list" : typeof value;
  const got = value === null ? "null" : `${type === "object" ? "an" : "a"} ${type}`;
  return new AwsFault("SerializationException", `${name} is ${got} where ${allowed} is expected.`);
}
