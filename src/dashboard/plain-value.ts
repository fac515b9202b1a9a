import { decodeValue } from "../message/index.ts";

/**
 * A value of the message codec as plain JSON, for people to read: dates as ISO 8601, bytes as base64, decimals, uuids and
 * integers beyond 2^53 as text. Pure.
 */
export function plainValue(encoded: string): unknown {
  return JSON.parse(JSON.stringify(decodeValue(encoded), sayable) ?? "null");
}

function sayable(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
