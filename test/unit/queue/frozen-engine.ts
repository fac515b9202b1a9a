import { type Fact, QueueEngine, type QueueEngineOptions } from "../../../src/queue/index.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";

/** An engine on a clock that stands still, with ids that count up, and all that it has told. */
export function frozenEngine(options: Partial<QueueEngineOptions> = {}) {
  const clock = new FrozenClock();
  let count = 0;
  const engine = new QueueEngine({ clock, ids: () => `id-${++count}`, ...options });
  const facts: Fact[] = [];
  engine.observe((fact) => facts.push(fact));
  return { clock, engine, facts };
}

/** The bodies of messages. */
export function bodies(messages: readonly { readonly body: string }[]): string[] {
  return messages.map(({ body }) => body);
}

/** The SQS error that a call is refused with, and its text. */
export function refused(call: () => unknown): { fault: string; problem: string } {
  try {
    call();
  } catch (error) {
    return (error as { detail: { fault: string; problem: string } }).detail;
  }
  throw new Error("it was not refused");
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
