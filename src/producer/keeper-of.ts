import { LovageError } from "../errors/index.ts";
import { type Delays, delayedBytes, LARGEST_DELAYED, SHORTEST_FIFO_DELAY } from "../ports/index.ts";
import { isFifo, type Settings, variables } from "../settings/index.ts";
import type { PlannedSend } from "./plan-send.ts";

/**
 * How long a message may wait on its queue, in days: SQS deletes it after 14
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html), and a day is left for it to run.
 */
const LONGEST_HIDDEN_DAYS = 13;

/**
 * What keeps a planned message until its time: the world's delays, or `undefined` where it goes to its queue at once, there to
 * wait by SQS's delay or, in a world without delays, to be hidden again and again.
 *
 * @throws LovageError DELAY_ON_FIFO, DELAY_TOO_LONG, DELAYED_TOO_LARGE
 */
export function keeperOf(
  { queue, message: { task }, waitsUntil }: PlannedSend,
  body: string,
  delays: Delays | undefined,
  surroundings: { readonly settings: Settings; readonly now: number },
): Delays | undefined {
  if (waitsUntil === undefined) return undefined;
  const wait = waitsUntil - surroundings.now;
  const variable = variables(surroundings.settings.name).beatRole;
  if (isFifo(queue) && (!delays || wait < SHORTEST_FIFO_DELAY)) {
    throw new LovageError("DELAY_ON_FIFO", { queue, variable });
  }
  if (delays) {
    const bytes = delayedBytes(body);
    if (bytes > LARGEST_DELAYED) throw new LovageError("DELAYED_TOO_LARGE", { task, bytes, limit: LARGEST_DELAYED });
    return delays;
  }
  if (wait > LONGEST_HIDDEN_DAYS * 86_400_000) {
    const eta = new Date(waitsUntil).toISOString();
    throw new LovageError("DELAY_TOO_LONG", { task, eta, days: LONGEST_HIDDEN_DAYS, variable });
  }
  return undefined;
}
