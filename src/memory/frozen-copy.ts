/** A copy, all the way down, that nobody can change: what a store in memory keeps and hands out. Absent fields are left out. */
export function frozenCopy<T extends object>(value: T): T {
  const copy: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    copy[name] = typeof field === "object" && field !== null ? frozenCopy(field) : field;
  }
  return Object.freeze(copy) as T;
}
