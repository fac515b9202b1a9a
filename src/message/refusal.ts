/** Why an object that is none of the known kinds cannot be written, or undefined when its own fields are all of it. */
export function refusal(value: object, tag: string): string | undefined {
  if (tag === "Map") return "a Map; send Object.fromEntries(map), or [...map]";
  if (tag === "Set") return "a Set; send [...set]";
  if (tag === "Promise") return "a Promise; await it first";
  if (tag === "ArrayBuffer" || tag === "SharedArrayBuffer") return `an ${tag}; send new Uint8Array(buffer)`;
  if (ArrayBuffer.isView(value)) return `a ${tag}; send [...array], or its bytes as a Uint8Array`;
  if (value instanceof Error) return "an Error; send its message, or an object of what is needed";
  return isBare(value) ? `a ${nameOf(value)} without fields of its own; give it a toJSON method` : undefined;
}

/** An instance of a class that shows nothing: as JSON it would be {}, and all that it holds would be lost. */
function isBare(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  // A prototype without a prototype is Object.prototype, of whatever realm.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return false;
  return Object.keys(value).length === 0;
}

function nameOf(value: object): string {
  return typeof value.constructor === "function" && value.constructor.name !== "" ? value.constructor.name : "value";
}
