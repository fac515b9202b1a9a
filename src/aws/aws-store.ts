import type { DynamoDBClient, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { LovageError } from "../errors/index.ts";
import {
  checkPayload,
  type FinalRecord,
  isFinalRecord,
  type JournalEntry,
  LARGEST_PAYLOAD,
  type Progress,
  payloadBytes,
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
import type { Runtime } from "../runtime/index.ts";
import { type Settings, variables } from "../settings/index.ts";
import { recordItems, taskKeys } from "./dynamodb/batches.ts";
import { claimRequest } from "./dynamodb/claim-request.ts";
import { concludeRequest, isConcludedAs } from "./dynamodb/conclude-request.ts";
import { heldRequest } from "./dynamodb/held-request.ts";
import type { Item } from "./dynamodb/item.ts";
import { toJournalItems } from "./dynamodb/journal-items.ts";
import { holderOf, keyKey } from "./dynamodb/key-item.ts";
import { beginRequest, confirmRequest, joinRequest, reserveRequest } from "./dynamodb/key-requests.ts";
import { readJournal } from "./dynamodb/read-journal.ts";
import { isReopenedAs, reopenRequest } from "./dynamodb/reopen-request.ts";
import { isRevokedAs, markRequest, revokeRequest } from "./dynamodb/revoke-request.ts";
import { isSettledAs, settleRequest } from "./dynamodb/settle-request.ts";
import { Table } from "./dynamodb/table.ts";
import { fromTaskItem, taskIdOf, taskKey } from "./dynamodb/task-item.ts";
import type { ServiceLink } from "./service-link.ts";

/** How often a claim is tried whose record changes under its hands. */
const MOST_CLAIMS = 3;

/** How often a revocation is tried that finds the task neither at rest nor running: it begins or ends an attempt just then. */
const MOST_REVOKES = 5;

/** How often a key is tried for that changes hands under the call, or a group that is over and begins again. */
const MOST_RESERVES = 5;

/** The store on DynamoDB. What is sent is planned in dynamodb/; here it is only sent. */
export class AwsStore implements Store {
  readonly #name: string;
  readonly #shards: number;
  readonly #runtime: Runtime;
  readonly #table: Table;

  constructor(dynamodb: ServiceLink<DynamoDBClient>, settings: Settings, runtime: Runtime) {
    this.#name = settings.table;
    this.#shards = settings.journalShards;
    this.#runtime = runtime;
    this.#table = new Table(dynamodb, settings.table, variables(settings.name).table, runtime);
  }

  async claim(claim: Claim): Promise<Claimed> {
    const request = claimRequest(this.#name, claim);
    for (let tries = 0; tries < MOST_CLAIMS; tries++) {
      const written = await this.#table.update(taskKey(claim.id), request);
      if (written.done) return claimed(claim, written.old && fromTaskItem(written.old));
      const answer = refused(claim, written.item && fromTaskItem(written.item));
      if (answer) return answer;
    }
    return { kind: "leased", until: claim.now + 1_000 };
  }

  async settle(settlement: Settlement): Promise<boolean> {
    checkPayload(settlement.id, settlement.ending);
    const request = settleRequest(this.#name, settlement);
    return this.#change(settlement.id, request, (item) => isSettledAs(settlement, item));
  }

  renew(id: string, owner: string, leaseUntil: number): Promise<boolean> {
    return this.#change(id, heldRequest(this.#name, id, owner, { leaseUntil }));
  }

  async progress(id: string, owner: string, progress: Progress): Promise<boolean> {
    checkPayload(id, { progress });
    return this.#change(id, heldRequest(this.#name, id, owner, { progress }));
  }

  async conclude(record: FinalRecord, now: number): Promise<boolean> {
    checkPayload(record.task || record.id, record);
    const written = await this.#table.put(taskKey(record.id), concludeRequest(this.#name, record, now));
    return written.done || (written.item !== undefined && isConcludedAs(record, written.item));
  }

  async revoke(revoking: Revoking): Promise<RevokeAnswer> {
    const { id } = revoking;
    const [end, mark] = [revokeRequest(this.#name, revoking), markRequest(this.#name, revoking)];
    for (let tries = 0; tries < MOST_REVOKES; tries++) {
      const ended = await this.#table.update(taskKey(id), end);
      if (ended.done || (ended.item && isRevokedAs(revoking, ended.item))) return { kind: "revoked" };
      const record = ended.item && fromTaskItem(ended.item);
      if (record && isFinalRecord(record)) return { kind: "finished", record };
      const marked = await this.#table.update(taskKey(id), mark);
      const running = marked.done && marked.old ? fromTaskItem(marked.old) : undefined;
      if (running?.state === "STARTED") return { kind: "marked", record: running };
    }
    throw changing(`the task ${id}`, MOST_REVOKES, "the revocation");
  }

  reopen(id: string, attempt: number, now: number, expiresAt: number): Promise<boolean> {
    const reopening = { id, attempt, now, expiresAt };
    return this.#change(id, reopenRequest(this.#name, reopening), (item) => isReopenedAs(reopening, item));
  }

  async reserve(claim: KeyClaim): Promise<KeyHolder> {
    const { key, id, now, until, eta } = claim;
    const request = reserveRequest(this.#name, claim);
    for (let tries = 0; tries < MOST_RESERVES; tries++) {
      const written = await this.#table.update(keyKey(key), request);
      if (written.done) return { id, until, ...(eta !== undefined && { eta }), sent: false };
      const holder = written.item && holderOf(written.item);
      // dynalite does not say which item refused the write, and by the time it was read the key may be over.
      if (holder && holder.until > now) return holder;
    }
    throw changing(`the key ${key}`, MOST_RESERVES, "the reservation");
  }

  async confirm(key: string, id: string): Promise<void> {
    await this.#table.update(keyKey(key), confirmRequest(this.#name, key, id));
  }

  async supersede(supersession: Supersession): Promise<Superseded> {
    const { key, id, quietAt, latestAt } = supersession;
    const [join, begin] = [joinRequest(this.#name, supersession), beginRequest(this.#name, supersession)];
    for (let tries = 0; tries < MOST_RESERVES; tries++) {
      const joined = await this.#table.update(keyKey(key), join);
      if (joined.done) {
        const { holder, before, latestAt: latest } = joined.old ?? {};
        // An item that names this very task was written by a call whose answer was lost.
        const superseded = (holder?.S === id ? before : holder)?.S;
        const due = Math.min(quietAt, Number(latest?.N ?? latestAt));
        return { before: superseded === id ? undefined : superseded, due };
      }
      if ((await this.#table.update(keyKey(key), begin)).done)
        return { before: undefined, due: Math.min(quietAt, latestAt) };
    }
    throw changing(`the key ${key}`, MOST_RESERVES, "the supersession");
  }

  async write(records: readonly TaskRecord[], journal?: JournalEntry): Promise<readonly string[]> {
    const fits = (record: TaskRecord) => payloadBytes(record) <= LARGEST_PAYLOAD;
    const tooLarge = records.filter((record) => !fits(record)).map(({ id }) => id);
    const items = [...recordItems(records.filter(fits)), ...(journal ? this.#journalItems(journal) : [])];
    const left = await this.#table.putAll(items);
    const isTask = (item: Item) => item.sk?.S === "task";
    const lost = left.filter((item) => !isTask(item)).length;
    if (lost > 0) this.#runtime.logger.warn({ items: lost }, "a part of the journal could not be written");
    return [...tooLarge, ...left.filter(isTask).map(taskIdOf)];
  }

  async read(id: string): Promise<TaskRecord | undefined> {
    const item = await this.#table.get(taskKey(id));
    return item && fromTaskItem(item);
  }

  async readMany(ids: readonly string[]): Promise<ReadonlyMap<string, TaskRecord>> {
    const items = await this.#table.getAll(taskKeys(ids));
    return new Map(items.map(fromTaskItem).map((record) => [record.id, record]));
  }

  forget(id: string): Promise<void> {
    return this.#table.delete(taskKey(id));
  }

  journal(range: JournalRange): AsyncIterable<JournalEntry> {
    return readJournal(range, {
      table: this.#name,
      shards: this.#shards,
      now: this.#runtime.clock.now(),
      query: (request) => this.#table.query(request),
    });
  }

  #journalItems(entry: JournalEntry): Item[] {
    const { random } = this.#runtime;
    const shard = Math.floor(random() * this.#shards);
    const tag = Math.floor(random() * 36 ** 8).toString(36);
    return toJournalItems(entry, { shard, tag: tag.padStart(8, "0") });
  }

  /** @param isDone - whether the item that refused the change shows that it was made before, by a call whose answer was lost. */
  async #change(id: string, request: UpdateItemCommandInput, isDone = (_: Item) => false): Promise<boolean> {
    const written = await this.#table.update(taskKey(id), request);
    return written.done || (written.item !== undefined && isDone(written.item));
  }
}

function changing(what: string, times: number, operation: string): LovageError {
  const problem = `${what} changed each of the ${times} times that it was tried; try again`;
  return new LovageError("AWS_REFUSED", { service: "DynamoDB", operation, problem });
}
