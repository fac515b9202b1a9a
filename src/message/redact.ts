/** What stands in place of what is not to be seen. */
export const REDACTED = "[redacted]";

/**
 * A value without what is sensitive in it: all of it, or the fields that are named. A name is that of a field at any depth; a path
 * (`customer.email`) that of a field within another, wherever that is. The places of a list do not count as names, but those of the
 * outermost one do: `"0"` is the first argument. Pure.
 */
export function redact(value: unknown, sensitive: true | readonly string[]): unknown {
  if (sensitive === true) return REDACTED;
  const paths = sensitive.map((path) => path.split("."));
  if (!Array.isArray(value)) return without(value, paths, []);
  return value.map((item, index) => within(item, paths, [String(index)]));
}

function within(value: unknown, paths: readonly (readonly string[])[], at: readonly string[]): unknown {
  return paths.some((path) => endsWith(at, path)) ? REDACTED : without(value, paths, at);
}

function without(value: unknown, paths: readonly (readonly string[])[], at: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, paths, at));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, within(field, paths, [...at, name])]));
}

function endsWith(at: readonly string[], path: readonly string[]): boolean {
  return at.length >= path.length && path.every((name, index) => at[at.length - path.length + index] === name);
}
