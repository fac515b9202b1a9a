import type { Clock } from "./clock.ts";
import { type Ids, uuidIds } from "./ids.ts";
import { jsonLogger } from "./json-logger.ts";
import type { Logger } from "./logger.ts";
import { systemClock } from "./system-clock.ts";

/** All that the engine needs of its surroundings and that a test wants to hold still. */
export interface Runtime {
  readonly clock: Clock;
  readonly ids: Ids;
  /** A number from 0 up to 1, as `Math.random`. */
  readonly random: () => number;
  readonly logger: Logger;
}

/** The machine's own clock, ids and randomness, with the JSON logger unless another is given. */
export function systemRuntime(overrides: Partial<Runtime> = {}): Runtime {
  const clock = overrides.clock ?? systemClock;
  return {
    clock,
    ids: overrides.ids ?? uuidIds(clock),
    random: overrides.random ?? Math.random,
    logger: overrides.logger ?? jsonLogger({ clock }),
  };
}
