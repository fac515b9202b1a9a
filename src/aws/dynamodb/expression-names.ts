/**
 * The ExpressionAttributeNames of expressions in which `#name` stands for the attribute `name`: many of our names
 * (state, owner, result) are reserved words of DynamoDB, so all are written in this way.
 */
export function expressionNames(...expressions: readonly string[]): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [placeholder] of expressions.join(" ").matchAll(/#\w+/g)) names[placeholder] = placeholder.slice(1);
  return names;
}
