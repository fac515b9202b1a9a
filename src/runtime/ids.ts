import { v7 } from "uuid";
import type { Clock } from "./clock.ts";

/** Makes task ids and owner tokens. */
export type Ids = () => string;

/** UUIDv7 (RFC 9562): an id carries its own time, and ids of one process sort in the order they were made. */
export function uuidIds(clock: Clock, random?: () => number): Ids {
  if (!random) return () => v7({ msecs: clock.now() });
  const bytes = () => Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  return () => v7({ msecs: clock.now(), rng: bytes });
}

/** The time that a UUIDv7 carries, in milliseconds, or `undefined` when the id is of another kind. */
export function timeOfId(id: string): number | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/i.test(id)
    ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    : undefined;
}
