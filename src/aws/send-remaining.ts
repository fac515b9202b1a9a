import { type Runtime, sleep } from "../runtime/index.ts";

/** How often in a row the service may take none of what is left before the rest is given up. */
const MOST_VAIN_ROUNDS = 6;
/** In milliseconds; it doubles with each round in vain, and what is waited is a random part of it. */
const FIRST_PAUSE = 50;

/**
 * Sends items, and what the service leaves of them again, with growing and random pauses, as long as it takes some of
 * them now and then. Answers with what is left at the end: nothing, mostly.
 *
 * @param send - sends items in one call, and answers with those that were not taken, or whose turn is still to come.
 */
export async function sendRemaining<T>(
  items: readonly T[],
  send: (items: readonly T[]) => Promise<readonly T[]>,
  { clock, random }: Pick<Runtime, "clock" | "random">,
): Promise<readonly T[]> {
  let left = items;
  for (let vain = 0; left.length > 0; ) {
    const rest = await send(left);
    vain = rest.length < left.length ? 0 : vain + 1;
    left = rest;
    if (left.length === 0 || vain === MOST_VAIN_ROUNDS) break;
    await sleep(clock, random() * FIRST_PAUSE * 2 ** vain);
  }
  return left;
}
