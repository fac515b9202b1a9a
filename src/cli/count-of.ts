/** A number of things in words: "1 task", "12 tasks". Pure. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
