/**
 * A set of values as a field of EventBridge's cron grammar, short enough that any five fit into its 256 characters: a
 * star for all, `0/15` for an increment that goes on to the field's end, else values and ranges.
 *
 * @param values - ascending, and not empty
 */
export function cronText(values: readonly number[], least: number, greatest: number): string {
  if (values.length === greatest - least + 1) return "*";
  const [first = least, second = first] = values;
  const step = second - first;
  const last = values.at(-1) ?? first;
  const even = values.every((value, index) => value === first + index * step);
  if (values.length > 2 && step > 1 && even && last + step > greatest) return `${first}/${step}`;
  return runs(values)
    .map(([from, to]) => (from === to ? `${from}` : to - from === 1 ? `${from},${to}` : `${from}-${to}`))
    .join(",");
}

/** Neighbouring values, ascending, as pairs of the first and the last. */
export function runs(values: readonly number[]): [first: number, last: number][] {
  const pairs: [number, number][] = [];
  for (const value of values) {
    const pair = pairs.at(-1);
    if (pair && value === pair[1] + 1) pair[1] = value;
    else pairs.push([value, value]);
  }
  return pairs;
}
