import type { Broker, Delivery, QueueKind } from "../ports/index.ts";
import { isFifo } from "../settings/index.ts";

/** A queue of dead letters. */
export interface LetterQueue {
  readonly queue: string;
  readonly kind: Exclude<QueueKind, "queue">;
}

/** What became of a letter that was looked at: it is given back, or it is no longer there. `stop` looks at no more. */
export type Verdict = "keep" | "gone" | "stop";

/** After so many receives in a row that bring nothing new, all that can be had was seen. */
const MOST_STALE = 3;

/**
 * Looks at each letter of a queue, once, and gives back at the end what is still there. SQS lets nobody look without receiving: so
 * a letter is hidden from others meanwhile, for `visibilitySeconds` if this process dies, and its receive count goes up, which means
 * nothing on a dead-letter queue.
 *
 * On a FIFO queue SQS hands out no more of a group while some of it are hidden: of a group with many letters, which are not taken
 * away, only the first are seen.
 */
export async function sweep(
  { queue, kind }: LetterQueue,
  broker: Broker,
  visibilitySeconds: number,
  look: (delivery: Delivery) => Promise<Verdict>,
): Promise<void> {
  const held = new Map<string, string>();
  try {
    const seen = new Set<string>();
    for (let stale = 0; stale < MOST_STALE; ) {
      const deliveries = await next({ queue, kind }, broker, visibilitySeconds, held.size > 0);
      if (deliveries.length === 0) return;
      for (const { messageId, receipt } of deliveries) held.set(messageId, receipt);
      const fresh = deliveries.filter(({ messageId }) => !seen.has(messageId));
      stale = fresh.length === 0 ? stale + 1 : 0;
      for (const delivery of fresh) {
        seen.add(delivery.messageId);
        const verdict = await look(delivery);
        if (verdict === "gone") held.delete(delivery.messageId);
        if (verdict === "stop") return;
      }
    }
  } finally {
    await giveBack({ queue, kind }, broker, [...held.values()]);
  }
}

/**
 * A short poll may find nothing on a queue that is not empty. So the queue is asked, and a long poll only made where something is
 * left; but for a FIFO queue of which letters are held, as then the rest of their groups is left and cannot be had.
 */
async function next({ queue, kind }: LetterQueue, broker: Broker, visibilitySeconds: number, isHolding: boolean) {
  const request = { queue, kind, max: 10, visibilitySeconds };
  const deliveries = await broker.receive({ ...request, waitSeconds: 0 });
  if (deliveries.length > 0 || (isHolding && isFifo(queue))) return deliveries;
  const { visible } = await broker.depth(queue, kind);
  return visible === 0 ? [] : broker.receive({ ...request, waitSeconds: 1 });
}

async function giveBack({ queue, kind }: LetterQueue, broker: Broker, receipts: readonly string[]): Promise<void> {
  for (let from = 0; from < receipts.length; from += 10) {
    // One that cannot be given back is visible again by itself, at the latest when its hiding is over.
    await Promise.allSettled(receipts.slice(from, from + 10).map((receipt) => broker.hide(queue, receipt, 0, kind)));
  }
}
