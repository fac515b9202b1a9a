import type { Action } from "../action.ts";

/** The action that a request is for, and the member of its input that stands in its path. */
export interface Route {
  readonly action: Action;
  readonly member: Readonly<Record<string, string>>;
}

/** Finds the action of a method and a path such as `/schedules/nightly`. A name in the path may be escaped. */
export function routeOf(actions: readonly Action[], method: string, path: string): Route | undefined {
  const [, collection = "", item] = /^\/([^/]*)(?:\/(.+))?$/.exec(path) ?? [];
  const start = `${method} /${collection}`;
  for (const action of actions) {
    const [route, name] = action.route.replace("}", "").split("/{");
    if (route !== start || (name === undefined) !== (item === undefined)) continue;
    return { action, member: name === undefined ? {} : { [name]: unescaped(item ?? "") } };
  }
  return undefined;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
