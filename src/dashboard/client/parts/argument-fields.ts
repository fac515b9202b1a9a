/** One argument of a task as a form asks for it. What no simple field can say is typed as JSON. */
export type ArgumentField = {
  readonly label: string;
  readonly hint: string | undefined;
  readonly optional: boolean;
} & (
  | { readonly kind: "text" | "flag" | "json" }
  | {
      readonly kind: "number";
      readonly whole: boolean;
      readonly min: number | undefined;
      readonly max: number | undefined;
    }
  | { readonly kind: "choice"; readonly values: readonly unknown[] }
);

interface Schema {
  type?: unknown;
  title?: unknown;
  description?: unknown;
  enum?: unknown;
  const?: unknown;
  prefixItems?: unknown;
  items?: unknown;
  minItems?: unknown;
  minimum?: unknown;
  maximum?: unknown;
}

/** The fields for a list of arguments by its JSON schema; undefined where the schema is not that of a list of so many. Pure. */
export function argumentFields(schema: unknown): ArgumentField[] | undefined {
  if (typeof schema !== "object" || schema === null) return undefined;
  const { type, prefixItems, items, minItems } = schema as Schema;
  if (type !== "array" || !Array.isArray(prefixItems) || prefixItems.length === 0) return undefined;
  // More than these may follow, of which a form cannot know how many.
  if (items !== undefined && items !== false) return undefined;
  const needed = typeof minItems === "number" ? minItems : prefixItems.length;
  return prefixItems.map((item: Schema, index) => {
    const label = typeof item.title === "string" ? item.title : `Argument ${index + 1}`;
    const hint = typeof item.description === "string" ? item.description : undefined;
    return { label, hint, optional: index >= needed, ...kindOf(item) };
  });
}

function kindOf({ type, enum: values, minimum, maximum }: Schema) {
  if (Array.isArray(values)) return { kind: "choice", values } as const;
  if (type === "string") return { kind: "text" } as const;
  if (type === "boolean") return { kind: "flag" } as const;
  if (type !== "number" && type !== "integer") return { kind: "json" } as const;
  const limit = (value: unknown) => (typeof value === "number" && Number.isSafeInteger(value) ? value : undefined);
  // A schema library writes the bounds of its own integers down; they are no news to anybody.
  const bound = (value: unknown) =>
    Math.abs(limit(value) ?? 0) === Number.MAX_SAFE_INTEGER ? undefined : limit(value);
  return { kind: "number", whole: type === "integer", min: bound(minimum), max: bound(maximum) } as const;
}

/** What the fields show of arguments in JSON; undefined where these do not fit the fields. Pure. */
export function readArguments(fields: readonly ArgumentField[], args: string): string[] | undefined {
  if (args.trim() === "") return fields.map((field) => (field.kind === "flag" && !field.optional ? "false" : ""));
  let values: unknown;
  try {
    values = JSON.parse(args);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || values.length > fields.length) return undefined;
  const texts: string[] = [];
  for (const [index, field] of fields.entries()) {
    const text = textOf(field, values[index]);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

function textOf(field: ArgumentField, value: unknown): string | undefined {
  if (value === undefined) return "";
  switch (field.kind) {
    case "text":
      return typeof value === "string" ? value : undefined;
    case "number":
      return typeof value === "number" ? String(value) : undefined;
    case "flag":
      return typeof value === "boolean" ? String(value) : undefined;
    case "choice":
      return field.values.includes(value) ? JSON.stringify(value) : undefined;
    case "json":
      return JSON.stringify(value);
  }
}

/** The arguments in JSON that the fields say. What is not JSON stays as it is, to be refused with the reason. Pure. */
export function writeArguments(fields: readonly ArgumentField[], texts: readonly string[]): string {
  const parts = fields.map((field, index) => {
    const text = texts[index] ?? "";
    // An empty text is a text; one that may be left out is left out.
    if (field.kind === "text" && !(field.optional && text === "")) return JSON.stringify(text);
    return text.trim();
  });
  while (parts.at(-1) === "" && fields[parts.length - 1]?.optional) parts.pop();
  return `[${parts.map((part) => (part === "" ? "null" : part)).join(", ")}]`;
}
