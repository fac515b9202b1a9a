/** Integers of fewer digits are below 2^53, and exact as numbers. */
const DIGITS = 16;
const escapedAscii = /\\u00[2-7]/;

/**
 * Whether JSON.parse may read a text otherwise than Python and kombu do: because of one of kombu's types (whose key
 * may be written with escapes), or of an integer beyond 2^53. A needless yes only costs time.
 */
export function needsCare(json: string): boolean {
  return json.includes('__type__"') || (json.includes("\\u00") && escapedAscii.test(json)) || hasLongNumber(json);
}

/** A run of sixteen digits covers every sixteenth character once, so the others are looked at only around a digit. */
function hasLongNumber(json: string): boolean {
  for (let at = DIGITS - 1; at < json.length; at += DIGITS) {
    if (!isDigit(json, at)) continue;
    let first = at;
    let last = at;
    while (isDigit(json, first - 1)) first--;
    while (isDigit(json, last + 1)) last++;
    if (last - first + 1 >= DIGITS) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}
