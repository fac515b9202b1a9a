import { v7 } from "uuid";
import { expect, it } from "vitest";
import { JOURNAL_RETENTION, type JournalEntry, type JournalLine } from "../../../src/lifecycle/index.ts";
import type { JournalRange } from "../../../src/ports/index.ts";
import type { World } from "../world.ts";

const states = ["SUCCESS", "FAILURE", "RETRY", "REVOKED", "IGNORED"] as const;

function lines(count: number, at: number): JournalLine[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index % 7 === 3 ? `custom id/${index}/ø` : v7(),
    task: ["mail.send-welcome", "add", "bericht.für-montag"][index % 3] ?? "",
    queue: index % 5 === 0 ? "orders.fifo" : "default",
    state: states[index % states.length] ?? "SUCCESS",
    attempt: 1 + (index % 300),
    startedAt: at - index * 1_000,
    runtime: index * 37,
  }));
}

async function read(world: World, range: JournalRange): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of world.store.journal(range)) entries.push(entry);
  return entries;
}

/** A minute that no other test writes into, some minutes ago. */
let minutesAgo = 10;
function aMinute(world: World, minutes = 1): number {
  minutesAgo += minutes + 1;
  return Math.floor(world.clock.now() / 60_000) * 60_000 - minutesAgo * 60_000;
}

export function journalContract(world: () => World): void {
  it("gives back thousands of lines, each as it was", async () => {
    const from = aMinute(world());
    const entry = { at: from + 1_234, worker: "2026/01/01/[$LATEST]0a1b", lines: lines(3_000, from) };
    expect(await world().store.write([], entry)).toEqual([]);

    const parts = await read(world(), { from, to: from + 60_000 });

    expect(new Set(parts.map(({ at, worker }) => `${at} ${worker}`))).toEqual(new Set([`${entry.at} ${entry.worker}`]));
    expect(parts.flatMap((part) => part.lines)).toEqual(entry.lines);
  });

  it("gives entries in the order of their time, over minutes, workers and shards", async () => {
    const from = aMinute(world(), 4);
    const offsets = [200_000, 5, 61_000, 59_999, 60_000, 130_000, 130_001, 0];
    for (const offset of offsets) {
      await world().store.write([], { at: from + offset, worker: `w${offset}`, lines: lines(1, from) });
    }
    const entries = await read(world(), { from, to: from + 240_000 });
    expect(entries.map(({ at }) => at - from)).toEqual(offsets.toSorted((a, b) => a - b));
    expect(entries.map(({ worker }) => worker)).toEqual(entries.map(({ at }) => `w${at - from}`));
  });

  it("gives the same entries the other way round, the newest first", async () => {
    const from = aMinute(world(), 4);
    const offsets = [200_000, 5, 61_000, 59_999, 60_000, 130_000, 130_001, 0];
    for (const offset of offsets) {
      await world().store.write([], { at: from + offset, worker: `w${offset}`, lines: lines(2, from) });
    }
    const range = { from: from + 1, to: from + 240_000, newestFirst: true };
    const entries = await read(world(), range);
    expect(entries.map(({ at }) => at - from)).toEqual([200_000, 130_001, 130_000, 61_000, 60_000, 59_999, 5]);
    expect(entries.every(({ lines }) => lines.length === 2)).toBe(true);
    expect(await read(world(), range)).toEqual(entries);
  });

  it("begins with the range's first millisecond and ends before its last", async () => {
    const from = aMinute(world());
    for (const offset of [9_999, 10_000, 19_999, 20_000]) {
      await world().store.write([], { at: from + offset, worker: "w", lines: lines(1, from) });
    }
    const entries = await read(world(), { from: from + 10_000, to: from + 20_000 });
    expect(entries.map(({ at }) => at - from)).toEqual([10_000, 19_999]);
    expect(await read(world(), { from: from + 10_000, to: from + 10_000 })).toEqual([]);
  });

  it("has nothing in a range that ends before it begins", async () => {
    const from = aMinute(world());
    await world().store.write([], { at: from + 15_000, worker: "w", lines: lines(1, from) });
    expect(await read(world(), { from: from + 20_000, to: from + 10_000 })).toEqual([]);
    expect(await read(world(), { from: from + 20_000, to: from + 10_000, newestFirst: true })).toEqual([]);
  });

  it("keeps two batches apart that end in the same millisecond", async () => {
    const from = aMinute(world());
    const entries = ["a", "b", "c"].map((worker) => ({ at: from + 500, worker, lines: lines(2, from) }));
    await Promise.all(entries.map((entry) => world().store.write([], entry)));
    const found = await read(world(), { from, to: from + 1_000 });
    expect(found.toSorted((a, b) => a.worker.localeCompare(b.worker))).toEqual(entries);
  });

  it("writes a hundred records and their journal together", async () => {
    const from = aMinute(world());
    const entry = { at: from + 100, worker: "w", lines: lines(100, from) };
    const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: from, finishedAt: from };
    const records = entry.lines.map(({ task, queue }) => ({
      ...{ id: v7(), task, queue, ...counters, state: "IGNORED" as const },
      expiresAt: Math.ceil(world().clock.now() / 1_000) + 600,
    }));
    expect(await world().store.write(records, entry)).toEqual([]);
    expect((await world().store.readMany(records.map(({ id }) => id))).size).toBe(100);
    expect(await read(world(), { from, to: from + 1_000 })).toEqual([entry]);
  });

  it("reaches back no further than it is kept, however early the range begins", async () => {
    const oldest = world().clock.now() - JOURNAL_RETENTION;
    for (const at of [oldest - 60_000, oldest + 60_000]) {
      await world().store.write([], { at, worker: "w", lines: lines(1, at) });
    }
    const entries = await read(world(), { from: 0, to: oldest + 120_000 });
    expect(entries.map(({ at }) => at - oldest)).toEqual([60_000]);
  });

  it("can be left in the middle", async () => {
    const from = aMinute(world(), 3);
    for (const offset of [0, 60_000, 120_000]) {
      await world().store.write([], { at: from + offset, worker: "w", lines: lines(1, from) });
    }
    for await (const { at } of world().store.journal({ from, to: from + 180_000 })) {
      expect(at).toBe(from);
      break;
    }
  });
}
