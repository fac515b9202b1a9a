import { describe, expect, it } from "vitest";
import type { SuccessRecord } from "../../../src/lifecycle/index.ts";
import { memoryAdapters } from "../../../src/memory/index.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";

function aRecord(clock: FrozenClock, id: string, seconds = 60): SuccessRecord {
  const now = clock.now();
  const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: now, finishedAt: now };
  return {
    id,
    task: "add",
    queue: "default",
    ...counters,
    expiresAt: now / 1_000 + seconds,
    state: "SUCCESS",
    result: "8",
  };
}

describe("records in memory", () => {
  it("cannot be changed by who reads them, all the way down", async () => {
    const clock = new FrozenClock();
    const { store } = memoryAdapters({ clock });
    const { result: _, ...base } = aRecord(clock, "1");
    const error = { name: "Error", message: "x", cause: { name: "Error", message: "y" } };
    await store.write([{ ...base, state: "FAILURE", error }]);
    const record = await store.read("1");
    expect(Object.isFrozen(record)).toBe(true);
    if (record?.state !== "FAILURE") throw new Error("no failure");
    expect(Object.isFrozen(record.error.cause)).toBe(true);
    expect(record.error).not.toBe(error);
  });

  it("are gone when their time is over, in every way of asking", async () => {
    const clock = new FrozenClock();
    const { store } = memoryAdapters({ clock });
    await store.write([aRecord(clock, "1", 60)]);
    await clock.advance(59_999);
    expect(await store.read("1")).toBeDefined();
    await clock.advance(1);
    expect([...store.records()]).toEqual([]);
    expect(await store.readMany(["1"])).toEqual(new Map());
    expect(await store.read("1")).toBeUndefined();
    expect(store.size).toBe(0);
  });

  it("do not pile up: what is past its time goes while others come", async () => {
    const clock = new FrozenClock();
    const { store } = memoryAdapters({ clock });
    let most = 0;
    for (let batch = 0; batch < 500; batch++) {
      await store.write(Array.from({ length: 20 }, (_, n) => aRecord(clock, `${batch}-${n}`, 10)));
      await clock.advance(1_000);
      most = Math.max(most, store.size);
    }
    // Two hundred live at any time; the dead among them are no more than that.
    expect(most).toBeLessThanOrEqual(400);
    expect([...store.records()]).toHaveLength(180);
  });

  it("stay while they are alive, however often others are swept", async () => {
    const clock = new FrozenClock();
    const { store } = memoryAdapters({ clock });
    await store.write([aRecord(clock, "kept", 86_400)]);
    for (let batch = 0; batch < 100; batch++) {
      await store.write([aRecord(clock, `${batch}`, 1)]);
      await clock.advance(2_000);
    }
    expect([...store.records()].map(({ id }) => id)).toEqual(["kept"]);
  });
});

describe("the journal in memory", () => {
  const line = (n: number) => ({
    ...{ id: `${n}`, task: "add", queue: "default", state: "SUCCESS" as const },
    ...{ attempt: 1, startedAt: 0, runtime: 1 },
  });

  async function linesOf(store: ReturnType<typeof memoryAdapters>["store"]): Promise<string[]> {
    const ids: string[] = [];
    for await (const { lines } of store.journal({ from: 0, to: Number.POSITIVE_INFINITY })) {
      ids.push(...lines.map(({ id }) => id));
    }
    return ids;
  }

  it("keeps the latest ten thousand lines, however many come", async () => {
    const clock = new FrozenClock();
    const { store } = memoryAdapters({ clock });
    for (let batch = 0; batch < 2_500; batch++) {
      const lines = Array.from({ length: 10 }, (_, n) => line(batch * 10 + n));
      await store.write([], { at: clock.now() + batch, worker: "w", lines });
    }
    const ids = await linesOf(store);
    expect(ids.length).toBeGreaterThanOrEqual(10_000);
    expect(ids.length).toBeLessThan(10_010);
    expect(ids.at(-1)).toBe("24999");
  });

  it("forgets what is older than a week", async () => {
    const clock = new FrozenClock();
    const { store } = memoryAdapters({ clock });
    await store.write([], { at: clock.now(), worker: "w", lines: [line(1)] });
    await clock.advance(7 * 86_400_000);
    expect(await linesOf(store)).toEqual(["1"]);
    await clock.advance(1);
    expect(await linesOf(store)).toEqual([]);
  });

  it("writes nothing for a batch without a line", async () => {
    const clock = new FrozenClock();
    const { store } = memoryAdapters({ clock });
    await store.write([], { at: clock.now(), worker: "w", lines: [] });
    expect(await linesOf(store)).toEqual([]);
  });
});
