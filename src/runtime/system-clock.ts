import type { Clock } from "./clock.ts";

// setTimeout takes at most a 32-bit number of milliseconds; a longer wait is made of several.
const LONGEST = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, callback) {
    let handle: NodeJS.Timeout;
    const wait = (left: number) => {
      handle = setTimeout(() => (left > LONGEST ? wait(left - LONGEST) : callback()), Math.min(left, LONGEST));
    };
    wait(Math.max(0, ms));
    return { cancel: () => clearTimeout(handle) };
  },
};
