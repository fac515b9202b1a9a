import { describe, expect, it } from "vitest";
import { type Tick, Ticker } from "../../../../src/dev/beat/index.ts";
import { FrozenClock } from "../../../../src/runtime/index.ts";

const SECOND = 1000;

/** A ticker on a clock that starts at 0, and what it fired, as "name@seconds". */
function setUp() {
  const clock = new FrozenClock(0);
  const ticker = new Ticker(clock);
  const fired: string[] = [];
  const start = (name: string, seconds: readonly number[], then: () => void = () => {}) => {
    const ticks = seconds.map((second): Tick => ({ scheduledAt: second * SECOND, dueAt: second * SECOND }));
    ticker.start(name, {
      ticks: ticks.values(),
      fire: ({ scheduledAt }, last) => {
        fired.push(`${name}@${scheduledAt / SECOND}${last ? " last" : ""}`);
        then();
      },
    });
  };
  return { clock, ticker, fired, start };
}

describe("a ticker", () => {
  it("fires each tick at its time, and says which is the last of a name", async () => {
    const { clock, fired, start } = setUp();
    start("a", [1, 3]);
    start("b", [2]);
    await clock.advance(1 * SECOND);
    expect(fired).toEqual(["a@1"]);
    await clock.advance(9 * SECOND);
    expect(fired).toEqual(["a@1", "b@2 last", "a@3 last"]);
  });

  it("has one timer for all names, and none when nothing is to come", async () => {
    const { clock, ticker, start } = setUp();
    start("a", [5]);
    start("b", [2]);
    start("c", [9]);
    expect(clock.waiting).toBe(1);
    expect(clock.next).toBe(2 * SECOND);
    await clock.advance(6 * SECOND);
    expect(clock.next).toBe(9 * SECOND);
    ticker.stop("c");
    expect(clock.waiting).toBe(0);
  });

  it("takes only the next tick of an endless row", async () => {
    const { clock, ticker } = setUp();
    let taken = 0;
    function* endless() {
      for (;;) {
        taken++;
        yield { scheduledAt: taken * SECOND, dueAt: taken * SECOND };
      }
    }
    ticker.start("a", { ticks: endless(), fire: () => {} });
    expect(taken).toBe(1);
    await clock.advance(3 * SECOND);
    expect(taken).toBe(4);
  });

  it("goes through what fell due while the clock slept, each name in its order", async () => {
    const clock = new FrozenClock(0);
    const asleep = { now: () => 10 * SECOND, after: clock.after.bind(clock) };
    const ticker = new Ticker(asleep);
    const fired: string[] = [];
    const tick = (second: number): Tick => ({ scheduledAt: second * SECOND, dueAt: second * SECOND });
    for (const [name, seconds] of [
      ["a", [4, 5, 11]],
      ["b", [3, 6]],
    ] as const) {
      ticker.start(name, {
        ticks: seconds.map(tick).values(),
        fire: ({ scheduledAt }) => fired.push(`${name}@${scheduledAt / SECOND}`),
      });
    }
    await clock.advance(0);
    expect(fired).toEqual(["b@3", "a@4", "a@5", "b@6"]);
  });

  it("ends the ticks of a name, and begins them anew in place of the old", async () => {
    const { clock, ticker, fired, start } = setUp();
    start("a", [1]);
    start("b", [1, 2]);
    ticker.stop("a");
    start("b", [3]);
    await clock.advance(9 * SECOND);
    expect(fired).toEqual(["b@3 last"]);
  });

  it("does not fire what an earlier tick of the same moment has ended", async () => {
    const { clock, ticker, fired, start } = setUp();
    start("a", [1], () => ticker.stop("b"));
    start("b", [1]);
    await clock.advance(1 * SECOND);
    expect(fired).toEqual(["a@1 last"]);
  });

  it("lets go of its timer when it is closed", async () => {
    const { clock, ticker, fired, start } = setUp();
    start("a", [1]);
    ticker.close();
    expect(clock.waiting).toBe(0);
    await clock.advance(9 * SECOND);
    expect(fired).toEqual([]);
  });
});
