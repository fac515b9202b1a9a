/** The characters that SQS refuses in a message and JSON.stringify writes as they are: U+FFFE and U+FFFF. */
const refused = /[\uFFFE\uFFFF]/g;

/**
 * JSON text that SQS accepts (it allows #x9 #xA #xD and #x20 to #xD7FF, #xE000 to #xFFFD, #x10000 to #x10FFFF).
 * Control characters and lone surrogates are escaped by JSON.stringify already. Outside of strings JSON holds
 * neither of the two characters, so that the text stays the same JSON.
 */
export function escapeRefused(json: string): string {
  if (json.search(refused) === -1) return json;
  return json.replace(refused, (character) => (character === "\uFFFE" ? "\\ufffe" : "\\uffff"));
}
