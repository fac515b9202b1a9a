import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";
import type { Clock } from "./clock.ts";

/** Makes task ids and owner tokens. */
export type Ids = () => string;

/** Random bytes are asked for in pools of this many ids: asking for each id by itself costs five times the id. */
const POOL = 256;

/**
 * UUIDv7 (RFC 9562): an id carries its own time, so ids sort by the millisecond in which they were made.
 *
 * @param random - chance from 0 up to 1, for tests. @default the system's secure source
 */
export function uuidIds(clock: Clock, random?: () => number): Ids {
  const pool = new Uint8Array(16 * POOL);
  const fill = () => (random ? pool.set(Array.from(pool, () => Math.floor(random() * 256))) : randomFillSync(pool));
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      fill();
      at = 0;
    }
    const bytes = pool.subarray(at, at + 16);
    at += 16;
    return v7({ msecs: clock.now(), random: bytes });
  };
}

/** The time that a UUIDv7 carries, in milliseconds, or `undefined` when the id is of another kind. */
export function timeOfId(id: string): number | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/i.test(id)
    ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    : undefined;
}
