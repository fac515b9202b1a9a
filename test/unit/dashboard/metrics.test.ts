import { describe, expect, it } from "vitest";
import { DayCounter, workerLabel } from "../../../src/dashboard/flower/day-counter.ts";
import { renderMetrics } from "../../../src/dashboard/flower/render-metrics.ts";
import type { JournalEntry } from "../../../src/lifecycle/index.ts";
import type { JournalRange } from "../../../src/ports/index.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";
import { dashboardWorld } from "./dashboard-world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const midnight = Date.UTC(2026, 2, 4);

/** A journal that notes what is asked of it. */
function aJournal(...ends: number[]) {
  const asked: JournalRange[] = [];
  const entries = ends.map((at): JournalEntry => {
    const line = { id: "1", task: "add", queue: "default", attempt: 1, startedAt: at - 20, runtime: 20 };
    return { at, worker: "laptop-1", lines: [{ ...line, state: "SUCCESS" }] };
  });
  const store = {
    async *journal(range: JournalRange) {
      asked.push(range);
      yield* entries.filter(({ at }) => at >= range.from && at < range.to);
    },
  };
  return { store, asked, entries };
}

const total = ({ counts }: Awaited<ReturnType<DayCounter["read"]>>) =>
  counts.reduce((sum, { ended }) => sum + (ended.get("SUCCESS") ?? 0), 0);

describe("what is counted for a scraper", () => {
  it("is what ended since midnight, up to the last minute that is over for two", async () => {
    const { store } = aJournal(midnight - 1, midnight, midnight + HOUR, midnight + 2 * HOUR);
    const clock = new FrozenClock(new Date(midnight + 2 * HOUR + 2 * MINUTE + 59_999));
    const counter = new DayCounter(store, clock);
    expect(total(await counter.read())).toBe(2);
    await clock.advance(1);
    expect(total(await counter.read())).toBe(3);
  });

  it("grows only, and reads no minute twice", async () => {
    const { store, asked } = aJournal(midnight + 30 * MINUTE);
    const clock = new FrozenClock(new Date(midnight + HOUR));
    const counter = new DayCounter(store, clock);
    await counter.read();
    const before = asked.length;
    expect(total(await counter.read())).toBe(1);
    expect(asked).toHaveLength(before);
    await clock.advance(MINUTE);
    expect(total(await counter.read())).toBe(1);
    expect(asked.slice(before)).toEqual([{ from: midnight + 58 * MINUTE, to: midnight + 59 * MINUTE }]);
  });

  it("comes to the same in a process that is started anew", async () => {
    const { store } = aJournal(midnight + 1, midnight + HOUR, midnight + 2 * HOUR);
    const clock = new FrozenClock(new Date(midnight + 3 * HOUR));
    expect((await new DayCounter(store, clock).read()).counts).toEqual(
      (await new DayCounter(store, clock).read()).counts,
    );
  });

  it("is whole for a minute at the day's end, and begins anew then", async () => {
    const { store } = aJournal(midnight - 1, midnight + 1);
    const clock = new FrozenClock(new Date(midnight + MINUTE));
    const counter = new DayCounter(store, clock);
    expect(await counter.read()).toMatchObject({ from: midnight - 24 * HOUR, to: midnight - MINUTE, counts: [] });
    await clock.advance(MINUTE);
    expect(total(await counter.read())).toBe(1);
    expect(await counter.read()).toMatchObject({ from: midnight - 24 * HOUR, to: midnight });
    await clock.advance(MINUTE);
    expect(await counter.read()).toMatchObject({ from: midnight, to: midnight + MINUTE });
    expect(total(await counter.read())).toBe(1);
  });

  it("counts nothing twice when the journal fails half way", async () => {
    const { store } = aJournal(midnight + 1, midnight + 2, midnight + HOUR);
    let failures = 1;
    const faulty = {
      async *journal(range: JournalRange) {
        for await (const entry of store.journal(range)) {
          yield entry;
          if (failures-- > 0) throw new Error("throttled");
        }
      },
    };
    const counter = new DayCounter(faulty, new FrozenClock(new Date(midnight + 2 * HOUR)));
    await expect(counter.read()).rejects.toThrow("throttled");
    expect(total(await counter.read())).toBe(3);
  });

  it("is read once for several who ask at the same time", async () => {
    const { store, asked } = aJournal(midnight + 1);
    const counter = new DayCounter(store, new FrozenClock(new Date(midnight + 12 * MINUTE)));
    await Promise.all([counter.read(), counter.read()]);
    expect(asked).toHaveLength(1);
  });
});

it("makes one series of all of Lambda's sandboxes, and one of each poller", () => {
  expect(workerLabel("2026/11/21/[$LATEST]9f86d081884c7d659a2feaa0c55ad015")).toBe("lambda");
  expect(workerLabel("2026/11/21/shop-worker[12]9f86d081884c7d659a2feaa0c55ad015")).toBe("lambda");
  expect(workerLabel("laptop-6365")).toBe("laptop-6365");
});

describe("/metrics", () => {
  it("is Prometheus's text, with what ended and how deep the queues are", async () => {
    const { ask, add, fail, flaky, world } = await dashboardWorld();
    await add.delay(4, 4);
    await fail.delay("ada");
    await flaky.delay();
    await world.advance("10m");
    await add.delay(1, 1);
    const { answer, headers } = await ask("GET", "/metrics");
    expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const lines = answer.split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "# TYPE flower_events_total counter",
        'flower_events_total{worker="test",type="task-succeeded",task="add"} 1',
        'flower_events_total{worker="test",type="task-failed",task="mail.send"} 1',
        'flower_events_total{worker="test",type="task-retried",task="flaky"} 2',
        'flower_events_total{worker="test",type="task-succeeded",task="flaky"} 1',
        'flower_task_runtime_seconds_bucket{worker="test",task="add",le="+Inf"} 1',
        'flower_task_runtime_seconds_count{worker="test",task="add"} 1',
        'lovage_queue_messages{queue="default",state="visible"} 1',
        'lovage_dead_letters{queue="mail"} 1',
      ]),
    );
    expect(answer.endsWith("\n")).toBe(true);
  });

  it("adds the classes of runtimes up, as a histogram wants it, and escapes what a name may hold", () => {
    const classes = new Array<number>(19).fill(0);
    classes[2] = 3;
    classes[18] = 1;
    const count = {
      worker: 'a"b\\c',
      task: "x",
      ended: new Map([["SUCCESS", 4] as const]),
      classes,
      runtime: 1_500_000,
    };
    const text = renderMetrics({ from: 0, to: 60_000, counts: [count] }, []);
    const labels = 'worker="a\\"b\\\\c",task="x"';
    expect(text).toContain(`flower_task_runtime_seconds_bucket{${labels},le="0.01"} 0\n`);
    expect(text).toContain(`flower_task_runtime_seconds_bucket{${labels},le="0.025"} 3\n`);
    expect(text).toContain(`flower_task_runtime_seconds_bucket{${labels},le="900"} 3\n`);
    expect(text).toContain(`flower_task_runtime_seconds_bucket{${labels},le="+Inf"} 4\n`);
    expect(text).toContain(`flower_task_runtime_seconds_sum{${labels}} 1500\n`);
    expect(text).toContain("lovage_counted_until_timestamp_seconds 60\n");
  });
});
