/**
 * The ExpressionAttributeNames of an expression in which `#name` stands for the attribute `name`: many of our names
 * (state, owner, result) are reserved words of DynamoDB, so all are written in this way.
 */
export function expressionNames(expression: string): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [placeholder] of expression.matchAll(/#\w+/g)) names[placeholder] = placeholder.slice(1);
  return names;
}
