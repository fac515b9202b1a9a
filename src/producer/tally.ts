import { LovageError } from "../errors/index.ts";
import type { SendFailure } from "../ports/index.ts";
import type { PlannedSend } from "./plan-send.ts";

/** Counts which of many messages the world has accepted, so that the error of one does not hide that others are sent. */
export class Tally {
  readonly #planned: readonly PlannedSend[];
  readonly #failures: SendFailure[] = [];
  #accepted = 0;

  constructor(planned: readonly PlannedSend[]) {
    this.#planned = planned;
  }

  /**
   * Notes what comes of sending some of them together.
   *
   * @param indexes - their places among all
   * @throws what `send` throws, as long as no other message was sent or refused
   */
  async take(indexes: readonly number[], send: () => Promise<readonly SendFailure[]>): Promise<void> {
    try {
      const refused = await send();
      this.#accepted += indexes.length - refused.length;
      for (const { index, problem } of refused) this.#failures.push({ index: indexes[index] ?? index, problem });
    } catch (error) {
      // While no other message was sent, the error is the whole truth; later it must not hide that some are.
      if (this.#accepted === 0 && this.#failures.length === 0) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      for (const index of indexes) this.#failures.push({ index, problem });
    }
  }

  /** @throws LovageError BATCH_PARTLY_SENT when some were not accepted */
  close(): void {
    if (this.#failures.length === 0) return;
    const failed = this.#failures.map(({ index, problem }) => ({
      index,
      taskId: this.#planned[index]?.message.id ?? "",
      problem,
    }));
    throw new LovageError("BATCH_PARTLY_SENT", { sent: this.#accepted, failed });
  }
}
