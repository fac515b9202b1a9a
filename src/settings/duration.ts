import { LovageError } from "../errors/index.ts";

/** A length of time: milliseconds, or a number with its unit. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h" | "d"}`;

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A duration in milliseconds.
 *
 * @param what - the option's name, for the error.
 * @throws LovageError INVALID_DURATION when it is negative, not finite, or written in another way.
 */
export function milliseconds(duration: Duration, what = "The duration"): number {
  if (typeof duration === "number" && Number.isFinite(duration) && duration >= 0) return duration;
  const match = typeof duration === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) : null;
  if (!match) throw new LovageError("INVALID_DURATION", { got: duration, what });
  return Number(match[1]) * units[match[2] as keyof typeof units];
}
