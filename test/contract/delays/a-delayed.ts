import { encodeMessage } from "../../../src/message/index.ts";
import type { DelayedMessage } from "../../../src/ports/index.ts";
import { isFifo } from "../../../src/settings/index.ts";

/** A message that is to wait. */
export function aDelayed(queue: string, id: string, eta: number, args: readonly unknown[] = []): DelayedMessage {
  const embed = { callbacks: null, errbacks: null, chain: null, chord: null };
  const about = { retries: 0, rootId: id, ignoreResult: false, hops: 0, headers: {}, kwargs: {}, embed };
  const body = encodeMessage({ ...about, id, task: "remind", queue, args: [...args], eta }, "test");
  const fifo = isFifo(queue) && { groupId: "g", deduplicationId: id };
  return { id, task: "remind", queue, body, eta, ...fifo };
}
