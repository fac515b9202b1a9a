// The door of the room: signatures, and what follows a settled task. Pure.
export { planAdvance, type Successor } from "./plan-advance.ts";
export { fromSignatureOptions, type SignatureOptions, toSignatureOptions } from "./signature-options.ts";
