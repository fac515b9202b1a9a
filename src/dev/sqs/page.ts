import { sqsFault } from "./sqs-fault.ts";

/** A page of names, and the token for the next one. */
export interface Page {
  readonly names: readonly string[];
  readonly NextToken: string | undefined;
}

/**
 * A page of sorted names. As in SQS there is a NextToken only for who asked with MaxResults; all others get the first
 * thousand.
 */
export function pageOf(names: readonly string[], maxResults: number | undefined, token: string | undefined): Page {
  const after = token === undefined ? undefined : readToken(token);
  const left = after === undefined ? names : names.filter((name) => name > after);
  const page = left.slice(0, maxResults ?? 1000);
  const last = page.at(-1);
  const more = maxResults !== undefined && last !== undefined && left.length > page.length;
  return { names: page, NextToken: more ? Buffer.from(`after ${last}`).toString("base64url") : undefined };
}

function readToken(token: string): string {
  const name = /^after (.+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (name === undefined) throw sqsFault("InvalidParameterValue", "Invalid or expired next token.");
  return name;
}
