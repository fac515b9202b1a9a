const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** How long ago something was, in the largest unit that is whole: "12s ago", "3m ago", "now". Pure. */
export function renderAgo(milliseconds: number): string {
  const unit = units.find(([, length]) => milliseconds >= length);
  return unit ? `${Math.floor(milliseconds / unit[1])}${unit[0]} ago` : "now";
}
