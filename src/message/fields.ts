/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value that was read from JSON is an object: no array, no null, and none of kombu's values. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
