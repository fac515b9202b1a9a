import type { TaskRecord } from "../lifecycle/index.ts";
import type { Clock, Timer } from "../runtime/index.ts";
import type { Worker } from "./worker.ts";

/** How often the records of running attempts are looked at, in milliseconds. */
const HEARTBEAT = 5_000;

/** How long an attempt has run at least when its record is first looked at, in milliseconds: shorter ones cost nothing. */
const FIRST_LOOK = HEARTBEAT / 2;

/** An attempt that runs under a claim. */
interface Watched {
  readonly id: string;
  readonly owner: string;
  readonly since: number;
  readonly tell: (reason: string) => void;
}

/**
 * Looks every five seconds whether somebody wants a running attempt to be terminated: one read for all attempts of a worker,
 * which costs a read unit of DynamoDB for each attempt (for every 4 KB of its record, as the read is consistent:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html).
 */
export class RevocationWatch {
  readonly #clock: Clock;
  readonly #watched = new Set<Watched>();
  #timer: Timer | undefined;
  #looking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Watches an attempt, and tells it at most once. Answers with how to stop. */
  watch(claim: { id: string; owner: string }, worker: Worker, tell: (reason: string) => void): () => void {
    const watched = { ...claim, since: this.#clock.now(), tell };
    this.#watched.add(watched);
    this.#timer ??= this.#clock.after(HEARTBEAT, () => void this.#beat(worker));
    return () => {
      if (!this.#watched.delete(watched) || this.#watched.size > 0) return;
      this.#timer?.cancel();
      this.#timer = undefined;
    };
  }

  async #beat(worker: Worker): Promise<void> {
    this.#timer = this.#clock.after(HEARTBEAT, () => void this.#beat(worker));
    const old = this.#clock.now() - FIRST_LOOK;
    const due = [...this.#watched].filter(({ since }) => since <= old);
    // No look on top of one that is not answered.
    if (due.length === 0 || this.#looking) return;
    this.#looking = true;
    try {
      const records = await worker.store.readMany(due.map(({ id }) => id));
      for (const watched of due) this.#tell(watched, records.get(watched.id));
    } catch (error) {
      // The next beat looks again; until then nobody has said that anything is to end.
      worker.runtime.logger.warn(
        { error, tasks: due.length },
        "it could not be seen whether running tasks are revoked",
      );
    } finally {
      this.#looking = false;
    }
  }

  #tell(watched: Watched, record: TaskRecord | undefined): void {
    const reason = record && terminationOf(record, watched.owner);
    if (reason === undefined || !this.#watched.has(watched)) return;
    watched.tell(reason);
  }
}

/** Why the attempt that `owner` runs is to end at once, if it is. */
function terminationOf(record: TaskRecord, owner: string): string | undefined {
  // Revoked outright while it ran: its lease had run out, so it was taken for dead.
  if (record.state === "REVOKED") return record.reason;
  if (record.state !== "STARTED" || record.owner !== owner || !record.terminate) return undefined;
  return record.revokeReason;
}
