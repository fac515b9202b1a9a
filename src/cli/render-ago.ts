import { timeUnits } from "./time-units.ts";

/** How long ago something was, in the largest unit that is whole: "12s ago", "3m ago", "now". Pure. */
export function renderAgo(milliseconds: number): string {
  const unit = timeUnits.find(([, length]) => milliseconds >= length);
  return unit ? `${Math.floor(milliseconds / unit[1])}${unit[0]} ago` : "now";
}
