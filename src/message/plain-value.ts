import { decodeValue } from "./decode-value.ts";
import { redact } from "./redact.ts";

/**
 * A value of the codec as plain JSON, for people to read: dates as ISO 8601, bytes as base64, decimals, uuids and integers beyond
 * 2^53 as text. Pure.
 *
 * @param sensitive - what of it is not to be shown. @default nothing
 */
export function plainValue(encoded: string, sensitive?: true | readonly string[]): unknown {
  const value = decodeValue(encoded);
  const shown = sensitive === undefined ? value : redact(value, sensitive);
  return JSON.parse(JSON.stringify(shown, sayable) ?? "null");
}

function sayable(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
