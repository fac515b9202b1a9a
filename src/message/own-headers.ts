import type { Fields } from "./fields.ts";
import { protocolHeaders } from "./protocol-headers.ts";

/** The sender's own headers: all but the protocol's. */
export function ownHeaders(headers: Fields): Fields {
  let own: Record<string, unknown> | undefined;
  for (const name of Object.keys(headers)) {
    if (protocolHeaders.has(name)) continue;
    own ??= {};
    // An assignment to __proto__ would change what the object is.
    Object.defineProperty(own, name, { value: headers[name], enumerable: true, configurable: true, writable: true });
  }
  return own ?? {};
}
