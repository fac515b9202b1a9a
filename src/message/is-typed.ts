/** Kombu's form of a value that JSON has no word for. */
export interface Typed {
  readonly __type__: unknown;
  readonly __value__: unknown;
}

/** Whether kombu takes an object for a typed value: its keys are exactly these two. */
export function isTyped(value: object): value is Typed {
  return Object.hasOwn(value, "__type__") && Object.hasOwn(value, "__value__") && Object.keys(value).length === 2;
}
