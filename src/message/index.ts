// The door of the room: the message as it is on the wire, and values as JSON. Pure and synchronous: it is in every
// Lambda and every producer, and on the way of every task.
export { Decimal } from "./decimal.ts";
export { decodeMessage } from "./decode-message.ts";
export { decodeValue } from "./decode-value.ts";
export { encodeMessage } from "./encode-message.ts";
export { encodeTemplate } from "./encode-template.ts";
export { encodeValue } from "./encode-value.ts";
export { LocalDate } from "./local-date.ts";
export { LocalTime } from "./local-time.ts";
export type { Embed, Message } from "./message.ts";
export { MAX_MESSAGE_BYTES, messageBytes } from "./message-bytes.ts";
export { type MessagePeek, peekMessage } from "./peek-message.ts";
export { plainValue } from "./plain-value.ts";
export { REDACTED, redact } from "./redact.ts";
export { type SignatureObject, signatureObject } from "./signature-object.ts";
export type { Singleton } from "./singleton.ts";
export type { Tick } from "./tick.ts";
export { Uuid } from "./uuid.ts";
