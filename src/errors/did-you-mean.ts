import leven from "leven";

/**
 * The known word nearest to a mistyped one: at most a third of its letters differ, or it is the beginning of the other.
 * Nothing when none is near.
 */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const [typed, limit] = [word.toLowerCase(), Math.max(1, Math.floor(word.length / 3))];
  const distances = known.map((candidate) => [leven(typed, candidate.toLowerCase()), candidate] as const);
  const [nearest] = distances.filter(([distance]) => distance <= limit).sort(([a], [b]) => a - b);
  return (
    nearest?.[1] ??
    (word.length >= 3 ? known.find((candidate) => candidate.toLowerCase().startsWith(typed)) : undefined)
  );
}
