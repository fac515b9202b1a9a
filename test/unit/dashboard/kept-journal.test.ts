import { memoryAdapters } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { KeptJournal } from "../../../src/dashboard/journal/kept-journal.ts";
import type { JournalLine } from "../../../src/lifecycle/index.ts";
import type { JournalRange, Store } from "../../../src/ports/index.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";

const MINUTE = 60_000;
const now = Date.UTC(2026, 4, 5, 12);

function setUp(offsets: readonly number[]) {
  const clock = new FrozenClock(new Date(now));
  const { store } = memoryAdapters({ clock });
  const asked: JournalRange[] = [];
  const watched = new Proxy(store, {
    get: (target, name) =>
      name === "journal"
        ? (range: JournalRange) => {
            asked.push(range);
            return target.journal(range);
          }
        : Reflect.get(target, name).bind(target),
  }) as Store;
  const put = (at: number) => store.write([], { at, worker: `w${now - at}`, lines: [line(at)] });
  const journal = new KeptJournal(watched, clock);
  const read = async (from: number, to: number) => {
    const found: number[] = [];
    for await (const { at } of journal.newestFirst(from, to)) found.push(now - at);
    return found;
  };
  return { clock, journal, asked, put, read, ready: Promise.all(offsets.map((offset) => put(now - offset))) };
}

const line = (at: number): JournalLine => ({
  ...{ id: `id-${at}`, task: "add", queue: "default", state: "SUCCESS", attempt: 1, startedAt: at, runtime: 1 },
});

describe("the kept journal", () => {
  const offsets = [1, 30_000, 90_000, 10 * MINUTE, 10 * MINUTE + 1, 3_600_000];

  it("gives the same entries however often it is asked, newest first", async () => {
    const { read, ready } = setUp(offsets);
    await ready;
    for (let times = 0; times < 3; times++) {
      expect(await read(now - 4_000_000, now)).toEqual(offsets);
      expect(await read(now - 20 * MINUTE, now - MINUTE)).toEqual([90_000, 10 * MINUTE, 10 * MINUTE + 1]);
    }
  });

  it("asks again for what may still grow, and for nothing else", async () => {
    const { read, asked, put, ready } = setUp(offsets);
    await ready;
    await read(now - 3_600_000, now);
    asked.length = 0;
    await put(now - 45_000);
    expect(await read(now - 3_600_000, now)).toEqual([1, 30_000, 45_000, ...offsets.slice(2)]);
    expect(asked).toEqual([{ from: now - 2 * MINUTE, to: now, newestFirst: true }]);
  });

  it("keeps no minute that could still grow when it was read, however slow its reader", async () => {
    const { clock, journal, put, read, ready } = setUp([1, 30_000, 10 * MINUTE]);
    await ready;
    for await (const _ of journal.newestFirst(now - 20 * MINUTE, now)) await clock.advance(2 * MINUTE);
    await put(now - 10_000);
    expect(await read(now - 20 * MINUTE, now)).toEqual([1, 10_000, 30_000, 10 * MINUTE]);
  });

  it("keeps no minute that a reader has left before its end", async () => {
    const { journal, asked, read, ready } = setUp([5 * MINUTE, 5 * MINUTE + 10, 6 * MINUTE, 7 * MINUTE]);
    await ready;
    for await (const _ of journal.newestFirst(now - 8 * MINUTE, now)) break;
    asked.length = 0;
    expect(await read(now - 8 * MINUTE, now - 4 * MINUTE)).toEqual([
      ...[5 * MINUTE, 5 * MINUTE + 10, 6 * MINUTE, 7 * MINUTE],
    ]);
    expect(asked).toEqual([{ from: now - 8 * MINUTE, to: now - 4 * MINUTE, newestFirst: true }]);
  });

  it("asks for no more of a minute than lies before the reader's place in it", async () => {
    const { asked, read, ready } = setUp([5 * MINUTE + 10_000, 5 * MINUTE + 20_000, 6 * MINUTE]);
    await ready;
    expect(await read(now - 6 * MINUTE, now - 5 * MINUTE - 15_000)).toEqual([5 * MINUTE + 20_000, 6 * MINUTE]);
    expect(asked).toEqual([{ from: now - 6 * MINUTE, to: now - 5 * MINUTE - 15_000, newestFirst: true }]);
    // A part of a minute is not kept in place of all of it.
    expect(await read(now - 6 * MINUTE, now - 5 * MINUTE)).toHaveLength(3);
  });
});
