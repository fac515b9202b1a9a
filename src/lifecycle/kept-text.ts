/** Ends a text that was cut. JSON never ends in it. */
export const CUT_MARK = "…";

/** A text of at most so many bytes: whole, or cut, with a mark at its end. Pure. */
export function keptText(text: string, bytes: number): string {
  // No text has more than three bytes for each of its units.
  if (text.length * 3 <= bytes) return text;
  const written = Buffer.from(text);
  if (written.length <= bytes) return text;
  const room = Math.max(0, bytes - Buffer.byteLength(CUT_MARK));
  // As of a stream that goes on: a character that is not whole is not written.
  return `${new TextDecoder().decode(written.subarray(0, room), { stream: true })}${CUT_MARK}`;
}

/** Whether a kept text is the whole one. */
export function isWhole(kept: string): boolean {
  return !kept.endsWith(CUT_MARK);
}
