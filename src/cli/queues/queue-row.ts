import { LovageError } from "../../errors/index.ts";
import type { Broker, QueueDepth, QueueKind } from "../../ports/index.ts";

/** A queue, as `lovage queues --json` prints it: SQS's approximate counts. */
export interface QueueRow extends QueueDepth {
  readonly name: string;
  /** How many messages its dead-letter queue has; null where it has none. */
  readonly deadLetters: number | null;
}

/**
 * How deep queues are. A queue that a task names and nobody has deployed is left out, unless all are missing.
 *
 * @throws LovageError QUEUE_NOT_FOUND when there is none of them
 */
export async function readQueues(broker: Broker, names: readonly string[]): Promise<QueueRow[]> {
  const absences: unknown[] = [];
  const orNone = async (name: string, kind?: QueueKind) => {
    try {
      return await broker.depth(name, kind);
    } catch (error) {
      if (!LovageError.is(error, "QUEUE_NOT_FOUND")) throw error;
      if (kind === undefined) absences.push(error);
      return undefined;
    }
  };
  const rows = await Promise.all(
    names.map(async (name): Promise<QueueRow[]> => {
      const [depth, letters] = await Promise.all([orNone(name), orNone(name, "deadLetters")]);
      if (!depth) return [];
      const { visible, inFlight, delayed } = depth;
      return [{ name, visible, inFlight, delayed, deadLetters: letters ? total(letters) : null }];
    }),
  );
  if (absences.length === names.length && absences.length > 0) throw absences[0];
  return rows.flat();
}

/** All messages of a queue. Pure. */
export function total({ visible, inFlight, delayed }: QueueDepth): number {
  return visible + inFlight + delayed;
}
