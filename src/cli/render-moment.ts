/** A moment for people, in UTC and as short as it can be: "2026-11-23 04:30Z", "2026-11-23 04:30:10Z". Pure. */
export function renderMoment(moment: Date | string | number): string {
  const iso = new Date(moment).toISOString();
  const seconds = iso.slice(17, 19) === "00" ? "" : iso.slice(16, 19);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}${seconds}Z`;
}
