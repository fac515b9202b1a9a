import { LovageError } from "../errors/index.ts";
import type { Payloads } from "../ports/index.ts";
import type { Prepared } from "./prepared.ts";

/**
 * Keeps the arguments of a large message elsewhere, before it is sent. Should it not be sent after all, they go by themselves.
 *
 * @throws LovageError NO_PAYLOADS
 */
export async function keepPayload({ message, payload }: Prepared, payloads: Payloads | undefined): Promise<void> {
  if (!payload) return;
  const { key, text } = payload;
  if (!payloads) {
    throw new LovageError("NO_PAYLOADS", {
      what: `The message for "${message.task}"`,
      bytes: Buffer.byteLength(text),
    });
  }
  await payloads.put(key, text);
}
