import { LovageError } from "../../errors/index.ts";

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** A rate, such as "10/s" or "100/m", as a number for each second. @throws LovageError INVALID_USAGE */
export function readRate(word: string): number {
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?)\/(s|m|h)$/.exec(word) ?? [];
  const rate = Number(count) / (seconds[unit] ?? Number.NaN);
  if (rate > 0) return rate;
  const problem = `--rate is ${JSON.stringify(word)}; it must be a number for each second, minute or hour: "10/s", "100/m" or "50/h".`;
  throw new LovageError("INVALID_USAGE", { problem });
}
