/**
 * Whether JSON.stringify writes a value without losing or changing anything: texts, numbers that are exact, booleans,
 * null, and arrays and plain objects of such, at most `depth` deep. A quick no is no harm: it only costs time.
 */
export function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "undefined":
      return true;
    case "number":
      // Neither NaN nor infinite, and no integer whose text a reader would take for an exact one.
      return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
    case "object":
      return value === null || (depth > 0 && arePlain(value, depth - 1));
    default:
      return false;
  }
}

function arePlain(value: object, depth: number): boolean {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isPlain(value[index], depth)) return false;
    return true;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const fields = value as Record<string, unknown>;
  for (const key in fields) if (!isPlain(fields[key], depth)) return false;
  return true;
}
