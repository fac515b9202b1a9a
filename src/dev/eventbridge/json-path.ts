/**
 * Whether EventBridge takes a text for a JSON path: it begins with `$` and goes on with `.name`, `[0]` and `[*]`. Names
 * in quotes and brackets are refused, as AWS does.
 */
export function isJsonPath(path: string): boolean {
  return /^\$(\.[\w/-]+|\.\*|\[(\d+|\*)\])*$/.test(path);
}

/** What a path leads to, `undefined` when there is nothing. A wildcard leads to a list. */
export function valueAt(path: string, value: unknown): unknown {
  const steps = path.match(/[\w/*-]+/g) ?? [];
  return follow(value, steps);
}

function follow(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (step !== "*")
    return Object.hasOwn(value, step) ? follow((value as Record<string, unknown>)[step], rest) : undefined;
  const found = Object.values(value).map((element) => follow(element, rest));
  return found.filter((element) => element !== undefined);
}
