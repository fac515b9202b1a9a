import { isDeepStrictEqual } from "node:util";

/** Whether what was found is what is wanted, in all of these fields. What is undefined, and what is absent, are the same. */
export function isSame<T extends object>(
  found: Partial<Record<keyof T, unknown>> | undefined,
  wanted: T,
  fields: readonly (keyof T)[],
): boolean {
  return fields.every((field) => isDeepStrictEqual(bare(found?.[field]), bare(wanted[field])));
}

function bare(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, bare(field)]));
}
