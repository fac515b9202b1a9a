import {
  checkPayload,
  type FinalRecord,
  isExpired,
  type JournalEntry,
  LARGEST_PAYLOAD,
  type Progress,
  payloadBytes,
  type RecordBase,
  type StartedRecord,
  type TaskRecord,
} from "../lifecycle/index.ts";
import {
  type Claim,
  type Claimed,
  claimed,
  type JournalRange,
  type KeyClaim,
  type KeyHolder,
  type RevokeAnswer,
  type Revoking,
  refused,
  type Settlement,
  type Store,
  type Superseded,
  type Supersession,
} from "../ports/index.ts";
import type { Clock } from "../runtime/index.ts";
import { failedAfter, heldBy, isRetry, leaseIsOver, revocationAllows } from "./conditions.ts";
import { ExpiringMap } from "./expiring-map.ts";
import { frozenCopy } from "./frozen-copy.ts";
import { MemoryJournal } from "./memory-journal.ts";
import { MemoryKeys } from "./memory-keys.ts";

/** A record, and the token of its latest attempt, which outlives the attempt so that a settlement knows itself again. */
interface Kept {
  readonly record: TaskRecord;
  readonly owner: string | undefined;
}

type Family = Pick<RecordBase, "parentId" | "rootId" | "groupId" | "args" | "kwargs" | "sensitive">;

/** The store in memory, with the conditions of the one on DynamoDB. What it hands out is frozen. */
export class MemoryStore implements Store {
  readonly #kept: ExpiringMap<Kept>;
  readonly #journal: MemoryJournal;
  readonly #keys: MemoryKeys;

  constructor(clock: Clock) {
    this.#kept = new ExpiringMap(({ record }) => isExpired(record, clock.now()));
    this.#journal = new MemoryJournal(clock);
    this.#keys = new MemoryKeys(clock);
  }

  /** How many records there are, with some that are past their time. */
  get size(): number {
    return this.#kept.size;
  }

  /** Every record, in the order in which the tasks were first heard of. */
  *records(): Generator<TaskRecord> {
    for (const { record } of this.#kept.values()) yield record;
  }

  async claim(claim: Claim): Promise<Claimed> {
    const previous = this.#kept.get(claim.id)?.record;
    const refusal = refused(claim, previous);
    if (refusal) return refusal;
    const answer = claimed(claim, previous);
    const { id, task, queue, owner, leaseUntil, expiresAt } = claim;
    const family = { ...(previous && familyOf(previous)), ...familyOf(claim) };
    const lease = { owner, leaseUntil, expiresAt, ...marksOf(previous) };
    this.#keep({ id, task, queue, ...family, ...answer.attempt, state: "STARTED", ...lease }, owner);
    return answer;
  }

  async settle(settlement: Settlement): Promise<boolean> {
    const { id, owner, now, failures, cuts, expiresAt, ending } = settlement;
    checkPayload(id, ending);
    const kept = this.#kept.get(id);
    if (!heldBy(kept?.record, owner)) return kept !== undefined && isSettledAs(settlement, kept);
    if (!revocationAllows(kept.record, ending.state)) return false;
    const counted = { ...baseOf(kept.record), failures, cuts, expiresAt };
    this.#keep(
      ending.state === "RETRY" ? { ...counted, ...ending } : { ...counted, ...ending, finishedAt: now },
      owner,
    );
    return true;
  }

  async renew(id: string, owner: string, leaseUntil: number): Promise<boolean> {
    const record = this.#kept.get(id)?.record;
    if (!heldBy(record, owner)) return false;
    this.#keep({ ...record, leaseUntil }, owner);
    return true;
  }

  async progress(id: string, owner: string, progress: Progress): Promise<boolean> {
    checkPayload(id, { progress });
    const record = this.#kept.get(id)?.record;
    if (!heldBy(record, owner)) return false;
    this.#keep({ ...record, progress }, owner);
    return true;
  }

  async conclude(record: FinalRecord, now: number): Promise<boolean> {
    checkPayload(record.task || record.id, record);
    const kept = this.#kept.get(record.id);
    if (kept && !isRetry(kept.record) && !leaseIsOver(kept.record, now)) return isConcludedAs(record, kept);
    this.#keep(record);
    return true;
  }

  async revoke({ id, reason, terminate, now, expiresAt }: Revoking): Promise<RevokeAnswer> {
    const kept = this.#kept.get(id);
    if (!kept || isRetry(kept.record) || leaseIsOver(kept.record, now)) {
      const counters = { attempt: 0, failures: 0, cuts: 0, base: 0, startedAt: now };
      const base = kept ? baseOf(kept.record) : { id, task: "", queue: "", ...counters };
      this.#keep({ ...base, expiresAt, state: "REVOKED", finishedAt: now, reason });
      return { kind: "revoked" };
    }
    const { owner } = kept;
    const record = kept.record;
    if (record.state === "STARTED") {
      this.#keep({ ...record, revokeReason: reason, ...(terminate && { terminate }) }, owner);
      return { kind: "marked", record };
    }
    const isOurs = record.state === "REVOKED" && record.finishedAt === now && record.reason === reason && !owner;
    return isOurs ? { kind: "revoked" } : { kind: "finished", record };
  }

  async reopen(id: string, attempt: number, now: number, expiresAt: number): Promise<boolean> {
    const kept = this.#kept.get(id);
    if (!failedAfter(kept?.record, attempt)) return kept !== undefined && isReopenedAs(kept.record, attempt, now);
    const fresh = { base: attempt, failures: 0, cuts: 0, expiresAt };
    const { error } = kept.record;
    this.#keep({ ...baseOf(kept.record), ...fresh, state: "RETRY", retryAt: now, error }, kept.owner);
    return true;
  }

  async reserve(claim: KeyClaim): Promise<KeyHolder> {
    return this.#keys.reserve(claim);
  }

  async confirm(key: string, id: string): Promise<void> {
    this.#keys.confirm(key, id);
  }

  async supersede(supersession: Supersession): Promise<Superseded> {
    return this.#keys.supersede(supersession);
  }

  async write(records: readonly TaskRecord[], journal?: JournalEntry): Promise<readonly string[]> {
    const tooLarge: string[] = [];
    for (const record of records) {
      if (payloadBytes(record) > LARGEST_PAYLOAD) tooLarge.push(record.id);
      else this.#keep(record);
    }
    if (journal) this.#journal.add(journal);
    return tooLarge;
  }

  async read(id: string): Promise<TaskRecord | undefined> {
    return this.#kept.get(id)?.record;
  }

  async readMany(ids: readonly string[]): Promise<ReadonlyMap<string, TaskRecord>> {
    const found = new Map<string, TaskRecord>();
    for (const id of ids) {
      const record = this.#kept.get(id)?.record;
      if (record) found.set(id, record);
    }
    return found;
  }

  async forget(id: string): Promise<void> {
    this.#kept.delete(id);
  }

  journal(range: JournalRange): AsyncIterable<JournalEntry> {
    return this.#journal.read(range);
  }

  #keep(record: TaskRecord, owner = record.state === "STARTED" ? record.owner : undefined): void {
    this.#kept.set(record.id, { record: frozenCopy(record), owner });
  }
}

/** What every record holds, of a record of any state. */
function baseOf(record: TaskRecord): RecordBase {
  const { id, task, queue, attempt, failures, cuts, base, startedAt, expiresAt } = record;
  return { id, task, queue, ...familyOf(record), attempt, failures, cuts, base, startedAt, expiresAt };
}

/** The marks of a revocation, which outlive the attempt during which it came. */
function marksOf(record: TaskRecord | undefined): Pick<StartedRecord, "revokeReason" | "terminate"> {
  if (record?.state !== "STARTED" || record.revokeReason === undefined) return {};
  return { revokeReason: record.revokeReason, ...(record.terminate && { terminate: record.terminate }) };
}

/** Those of a task's relatives that are known, and what is kept of its arguments. */
function familyOf({ parentId, rootId, groupId, args, kwargs, sensitive }: Family): Family {
  return {
    ...(parentId !== undefined && { parentId }),
    ...(rootId !== undefined && { rootId }),
    ...(groupId !== undefined && { groupId }),
    ...(args && { args }),
    ...(kwargs && { kwargs }),
    ...(sensitive && { sensitive }),
  };
}

/** Whether a record that refused a settlement is what that very settlement has made of it, in a call whose answer was lost. */
function isSettledAs({ owner, now, ending }: Settlement, kept: Kept): boolean {
  const { record } = kept;
  if (kept.owner !== owner || record.state !== ending.state) return false;
  return ending.state === "RETRY"
    ? "retryAt" in record && record.retryAt === ending.retryAt
    : "finishedAt" in record && record.finishedAt === now;
}

/** Whether a record that refused the final record is just that record, written by a call whose answer was lost. */
function isConcludedAs({ state, finishedAt }: FinalRecord, { record, owner }: Kept): boolean {
  return record.state === state && record.finishedAt === finishedAt && owner === undefined;
}

/** Whether a record that refused to be opened is open by just this call, whose answer was lost. */
function isReopenedAs(record: TaskRecord, attempt: number, now: number): boolean {
  return record.state === "RETRY" && record.base === attempt && record.retryAt === now;
}
