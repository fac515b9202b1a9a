import { LovageError } from "../../errors/index.ts";

/** How far a reader of the journal, newest first, has come: all lines after `at`, and this many of those of that millisecond. */
export interface Place {
  readonly at: number;
  readonly skip: number;
}

/** A place as it is written into an address. */
export function placeText({ at, skip }: Place): string {
  return `${at}-${skip}`;
}

/** Reads a place from an address; 15 digits of milliseconds are a time that a Date can hold. @throws LovageError INVALID_OPTION */
export function readPlace(text: string): Place {
  const [, at, skip] = /^(\d{1,15})-(\d{1,9})$/.exec(text) ?? [];
  if (at === undefined || skip === undefined) {
    const allowed = "the `next` of the page before";
    throw new LovageError("INVALID_OPTION", { option: "cursor", where: "history", got: text, allowed });
  }
  return { at: Number(at), skip: Number(skip) };
}
