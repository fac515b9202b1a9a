import { unfinishedExpiry } from "../lifecycle/index.ts";
import type { Adapters } from "../ports/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Collapse } from "./collapse-of.ts";
import type { SendRequest } from "./plan-send.ts";
import type { Prepared } from "./prepared.ts";

/** What collapsing sends works with. */
export interface CollapseSurroundings {
  readonly runtime: Runtime;
  readonly adapters: Adapters;
  /** Plans and encodes a message, and refuses what cannot be sent. */
  readonly prepare: (request: SendRequest) => Prepared;
}

/** What a key comes down to: the message to be sent, or, where that is sent already, what is known of it. */
export interface Reserved {
  readonly prepared: Prepared;
  /** Whether the message is known to be sent, so that none is to follow. */
  readonly sent: boolean;
  /** Notes that the message is sent. Never throws: at worst another message of the same id is sent, which runs nothing. */
  readonly note: () => Promise<void>;
}

/** The longest delay of SQS, in milliseconds: what is to wait for longer may wait elsewhere. */
const LONGEST_DELAY = 900_000;

/** A message as it is before its key is asked for: if it cannot be sent, no key is taken for it. */
export function withoutKey(request: SendRequest, collapse: Collapse, now: number): SendRequest {
  return collapse.kind === "first"
    ? { ...request, shared: { until: Math.ceil(now + collapse.window) } }
    : { ...request, shared: { until: 0, eta: Math.ceil(now + Math.min(collapse.wait, collapse.maxWait ?? Infinity)) } };
}

/**
 * Asks the store for the task that a key stands for. Where that is not known to be sent, because its sender is about to, or
 * has died before it could, a message of the same id is to be sent: of two, the second runs nothing.
 */
export async function reserve(
  request: SendRequest,
  { key, notes }: Collapse & { kind: "first" },
  first: Prepared,
  { adapters: { store }, runtime, prepare }: CollapseSurroundings,
): Promise<Reserved> {
  const { id, eta, sharedUntil: until = 0 } = first.message;
  const holder = await store.reserve({ key, id, now: runtime.clock.now(), until, ...(eta !== undefined && { eta }) });
  const isOurs = holder.id === id;
  const prepared = isOurs ? first : prepare({ ...request, shared: holder });
  const note = async () => {
    if (isOurs && !notes) return;
    try {
      await store.confirm(key, holder.id);
    } catch (error) {
      runtime.logger.warn({ error, id: holder.id }, "it could not be noted that the message of a key is sent");
    }
  };
  return { prepared, sent: holder.sent, note };
}

/**
 * Makes a message the last one of its group of sends, has it sent, and revokes the one that was the last before: in this order,
 * so that a sender that dies on the way leaves one message too many, and never none.
 */
export async function supersede(
  request: SendRequest,
  { key, wait, maxWait }: Collapse & { kind: "last" },
  first: Prepared,
  { adapters: { store, delays }, runtime, prepare }: CollapseSurroundings,
  dispatch: (prepared: Prepared) => Promise<void>,
): Promise<Prepared> {
  const { id } = first.message;
  const now = runtime.clock.now();
  const latestAt = maxWait === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(now + maxWait);
  const { before, due } = await store.supersede({ key, id, now, quietAt: Math.ceil(now + wait), latestAt });
  const prepared = prepare({ ...request, shared: { id, until: 0, eta: due } });
  await dispatch(prepared);
  if (before === undefined) return prepared;
  try {
    const expiresAt = unfinishedExpiry(now + wait);
    const reason = `debounce: superseded by ${id}`;
    await store.revoke({ id: before, reason, terminate: false, now, expiresAt });
    if (wait > LONGEST_DELAY) await delays?.remove(before);
  } catch (error) {
    // The message is sent, and to say otherwise would have it sent again.
    runtime.logger.warn({ error, id: before, by: id }, "the task before could not be revoked, and runs too (debounce)");
  }
  return prepared;
}
