import { LONGEST_HIDING } from "./outcome.ts";
import type { ReceivedTask } from "./received-task.ts";

/**
 * How many receives of a message came before its eta: it was hidden again each time, and nothing was run. Without a record
 * the receive count is all that tells of attempts, and these are none.
 */
export function earlyReceives({ message, delivery }: Pick<ReceivedTask, "message" | "delivery">): number {
  const { eta } = message;
  const { firstReceivedAt, receiveCount } = delivery;
  if (eta === undefined || firstReceivedAt === undefined || firstReceivedAt >= eta) return 0;
  return Math.min(receiveCount - 1, Math.ceil((eta - firstReceivedAt) / (LONGEST_HIDING * 1_000)));
}
