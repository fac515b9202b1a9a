// What a message may hold, of all Unicode (SendMessage). A lone surrogate is none of these.
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
// Nearly every message is plain ASCII, which is told faster.
const plain = /^[\t\n\r\x20-\x7E]*$/;

/** Whether SQS takes this text in a body or an attribute. */
export function isAllowedText(text: string): boolean {
  return plain.test(text) || !forbidden.test(text);
}
