const MINUTE = 60_000;
/** About as many points as a plot has room for. */
const MOST_POINTS = 96;

/** How wide the points of a plot over so many minutes are, in milliseconds: whole minutes. Pure. */
export function stepOf(minutes: number): number {
  return Math.ceil(minutes / MOST_POINTS) * MINUTE;
}
