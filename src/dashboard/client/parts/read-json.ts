/**
 * Reads JSON that a person typed.
 *
 * @throws SyntaxError with the field's name, and what it should be
 */
export function readJson<T>(text: string, field: string, allowed: string, fits: (value: unknown) => value is T): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`${field} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!fits(value)) throw new SyntaxError(`${field} must be ${allowed}.`);
  return value;
}

export const isList = (value: unknown): value is unknown[] => Array.isArray(value);
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
