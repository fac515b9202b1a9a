import { fitsPattern } from "../task/index.ts";

/** The queue that a route names for a task: exact names and patterns in which `*` stands for any characters; the first match wins. */
export function routeOf(task: string, routes: Readonly<Record<string, string>>): string | undefined {
  for (const pattern in routes) if (fitsPattern(pattern, task)) return routes[pattern];
  return undefined;
}
