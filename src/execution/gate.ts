import { countersSoFar } from "./counters-so-far.ts";
import { identityOf } from "./identity.ts";
import { acknowledge, hideUntil, type Outcome } from "./outcome.ts";
import type { ReceivedTask } from "./received-task.ts";
import { finishedExpiry } from "./retention.ts";
import type { Worker } from "./worker.ts";

/**
 * Holds a task back whose time has not come, and ends one whose time is over. An eta is waited for out of sight on the
 * queue itself, never in a worker's memory: the message is hidden until then. What waited in Scheduler comes up to a minute
 * early; where there is no role for it, or no Lovage sent it, the message is hidden almost twelve hours at a time.
 */
export async function gate(received: ReceivedTask, worker: Worker): Promise<Outcome | undefined> {
  const { message, delivery } = received;
  const now = worker.runtime.clock.now();
  if (message.expires !== undefined && message.expires <= now) return expire(received, worker, now);
  if (message.eta !== undefined && message.eta > now) return hideUntil(delivery, message.eta);
  return undefined;
}

async function expire(received: ReceivedTask, worker: Worker, now: number): Promise<Outcome> {
  const { message, definition, delivery, track } = received;
  const { runtime, store, settings } = worker;
  runtime.logger.warn({ id: message.id, task: definition.name }, "task is revoked: it expired before it could start");
  const line = {
    id: message.id,
    task: definition.name,
    queue: delivery.queue,
    state: "REVOKED" as const,
    attempt: 0,
    startedAt: now,
    runtime: 0,
  };
  if (track === "none") return { ...acknowledge(delivery), line };
  const before = delivery.receiveCount > 1 ? await store.read(message.id) : undefined;
  const ended = await store.conclude(
    {
      ...identityOf(received, settings),
      ...countersSoFar(before, now),
      expiresAt: finishedExpiry(now, definition, settings, message),
      state: "REVOKED",
      finishedAt: now,
      reason: "expired",
    },
    now,
  );
  if (ended) return { ...acknowledge(delivery), line };
  // It is final already, or a worker runs it since before it expired; should that one die, this message is all there is.
  const record = await store.read(message.id);
  return record?.state === "STARTED" ? hideUntil(delivery, record.leaseUntil) : acknowledge(delivery);
}
