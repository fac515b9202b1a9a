/** The units in which times are told to people, the largest first, each with its length in milliseconds. */
export const timeUnits = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;
