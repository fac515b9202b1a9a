import { validationFault } from "./member-dialect.ts";

/** A page of items, and the token for the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken: string | undefined;
}

/**
 * A page of items that are sorted by their keys. The token names the last key, so that what is made or deleted between
 * two pages neither hides nor repeats another.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { most = 100, token }: { most?: number | undefined; token?: string | undefined },
): Page<T> {
  const after = token === undefined ? undefined : readToken(token);
  const left = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = left.slice(0, most);
  const last = page.at(-1);
  const more = last !== undefined && left.length > page.length;
  return { items: page, NextToken: more ? Buffer.from(`after ${keyOf(last)}`).toString("base64url") : undefined };
}

function readToken(token: string): string {
  const key = /^after (.+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (key === undefined) throw validationFault("The NextToken is not one that an earlier answer gave.");
  return key;
}
