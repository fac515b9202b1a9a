/** An instant as AWS writes it: `2026-01-01T00:00:00Z`, without a fraction. */
export function secondOf(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
