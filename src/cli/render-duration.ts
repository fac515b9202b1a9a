import { timeUnits } from "./time-units.ts";

/** Milliseconds as one would write them: the largest unit that needs no fraction. Pure. */
export function renderDuration(milliseconds: number): string {
  const unit = timeUnits.find(([, length]) => milliseconds >= length && milliseconds % length === 0);
  return unit ? `${milliseconds / unit[1]}${unit[0]}` : `${milliseconds}ms`;
}
