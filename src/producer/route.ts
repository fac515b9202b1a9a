/** The queue that a route names for a task: exact names and patterns in which `*` stands for any characters; the first match wins. */
export function routeOf(task: string, routes: Readonly<Record<string, string>>): string | undefined {
  for (const pattern in routes) {
    if (pattern === task || (pattern.includes("*") && glob(pattern).test(task))) return routes[pattern];
  }
  return undefined;
}

function glob(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
