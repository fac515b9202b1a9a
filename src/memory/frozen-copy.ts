/** A copy, all the way down, that nobody can change: what a store in memory keeps and hands out. */
export function frozenCopy<T extends object>(value: T): T {
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as T;
  for (const name in copy) {
    const field = copy[name];
    if (typeof field === "object" && field !== null) copy[name] = frozenCopy(field);
  }
  return Object.freeze(copy);
}
