import { Decimal, LocalDate, LocalTime, Uuid } from "../../src/message/index.ts";

/** A value as a text or list that says its type, the same as `told` in celery_messages.py. */
export function told(value: unknown): unknown {
  if (value === undefined) return null;
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return { int: String(value) };
  if (typeof value === "number") return { float: bits(value) };
  if (value instanceof Date) return { datetime: value.getTime() };
  if (value instanceof LocalDate) return { date: value.value };
  if (value instanceof LocalTime) return { time: value.value };
  if (value instanceof Decimal) return { decimal: value.value };
  if (value instanceof Uuid) return { uuid: value.value };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("hex") };
  if (Array.isArray(value)) return value.map(told);
  return { object: Object.entries(value as object).map(([key, item]) => [key, told(item)]) };
}

function bits(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer.toString("hex");
}
