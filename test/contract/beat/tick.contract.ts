import { expect, it } from "vitest";
import { decodeMessage } from "../../../src/message/index.ts";
import { at, crontab, every } from "../../../src/schedule/index.ts";
import { aPlan } from "./a-plan.ts";
import type { TickingWorld } from "./beat-world.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** The ticks that come of schedules, on a clock that can be moved. */
export function tickContract(here: () => TickingWorld): void {
  /** Moves the clock, and answers with the times that the ticks on a queue say. */
  const ticksIn = async (world: TickingWorld, ms: number, queue = "default") => {
    const times: string[] = [];
    // A day at a time: queues do not keep messages for ever.
    for (let left = ms; left > 0; left -= DAY) {
      await world.clock.advance(Math.min(DAY, left));
      for (let bodies = await world.take(queue); bodies.length > 0; bodies = await world.take(queue)) {
        for (const body of bodies) times.push(new Date(decodeMessage(body).tick?.time ?? Number.NaN).toISOString());
      }
    }
    return times;
  };
  const midnight = (world: TickingWorld) => world.clock.advance(DAY - (world.clock.now() % DAY));

  it("come at their time, and say it", async () => {
    const world = here();
    await midnight(world);
    const start = world.clock.now();
    await world.beat.put(aPlan(world, "quarterly", every("15m")));
    const times = [15, 30, 45, 60].map((minutes) => new Date(start + minutes * MINUTE).toISOString());
    expect(await ticksIn(world, 60 * MINUTE)).toEqual(times);
    await world.beat.remove("quarterly");
    expect(await ticksIn(world, 60 * MINUTE)).toEqual([]);
  });

  it("carry the task, its arguments and its options", async () => {
    const world = here();
    const queue = await world.queue("mail");
    const options = {
      args: ['a "quoted" <time>'],
      kwargs: { month: 1 },
      headers: { by: "beat" },
      timeLimit: "5s" as const,
    };
    await world.beat.put(aPlan(world, "full", every("1m"), { queue, ...options }));
    await world.clock.advance(MINUTE);
    const [body = ""] = await world.take(queue);
    expect(decodeMessage(body)).toMatchObject({
      task: "report",
      args: options.args,
      kwargs: options.kwargs,
      headers: options.headers,
      timeLimit: 5_000,
      queue,
      tick: { schedule: "full", source: "runtime" },
    });
    await world.beat.remove("full");
  });

  it("do not come while it is disabled, and come again when it is enabled", async () => {
    const world = here();
    await midnight(world);
    for (const schedule of [every("1m"), crontab("* * * * *", { timezone: "Europe/Oslo" })]) {
      await world.beat.put(aPlan(world, "paused", { ...schedule, enabled: false }));
      expect(await ticksIn(world, 3 * MINUTE)).toEqual([]);
      await world.beat.enable("paused");
      expect(await ticksIn(world, 3 * MINUTE)).toHaveLength(3);
      await world.beat.disable("paused");
      expect(await ticksIn(world, 3 * MINUTE)).toEqual([]);
      await world.beat.remove("paused");
    }
  });

  it("follow the clocks of a time zone when these change", async () => {
    const world = here();
    await world.clock.advance(Date.UTC(2027, 2, 26) - world.clock.now());
    await world.beat.put(aPlan(world, "breakfast", crontab("30 7 * * *", { timezone: "Europe/Oslo" })));
    expect(await ticksIn(world, 4 * DAY)).toEqual([
      "2027-03-26T06:30:00.000Z",
      "2027-03-27T06:30:00.000Z",
      "2027-03-28T05:30:00.000Z",
      "2027-03-29T05:30:00.000Z",
    ]);
    await world.beat.remove("breakfast");
  });

  it("come from the start and up to the end", async () => {
    const world = here();
    await midnight(world);
    const start = world.clock.now();
    const [startAt, endAt] = [new Date(start + 60 * MINUTE), new Date(start + 120 * MINUTE)];
    await world.beat.put(aPlan(world, "bounded", every("20m", { startAt, endAt })));
    const times = [60, 80, 100].map((minutes) => new Date(start + minutes * MINUTE).toISOString());
    expect(await ticksIn(world, DAY)).toEqual(times);
    await world.beat.remove("bounded");
  });

  it("of the only run leave nothing behind", async () => {
    const world = here();
    const when = new Date(world.clock.now() + 90_000);
    await world.beat.put(aPlan(world, "once", at(when)));
    expect(await ticksIn(world, DAY)).toEqual([new Date(Math.floor(Number(when) / 1_000) * 1_000).toISOString()]);
    expect(await world.beat.get("once")).toBeUndefined();
  });

  it("are of the new time alone after a change", async () => {
    const world = here();
    await midnight(world);
    const oslo = { timezone: "Europe/Oslo" };
    await world.beat.put(aPlan(world, "moved", crontab("0 * * * *")));
    await world.beat.put(aPlan(world, "moved", crontab("30 * * * *", oslo)));
    expect((await ticksIn(world, 120 * MINUTE)).map((time) => time.slice(14, 16))).toEqual(["30", "30"]);
    await world.beat.put(aPlan(world, "moved", crontab("45 * * * *")));
    expect((await ticksIn(world, 120 * MINUTE)).map((time) => time.slice(14, 16))).toEqual(["45", "45"]);
    await world.beat.remove("moved");
  });

  it("go to a FIFO queue in their order", async () => {
    const world = here();
    const queue = await world.queue("orders.fifo");
    await midnight(world);
    for (const schedule of [every("1m"), crontab("* * * * *", { timezone: "Europe/Oslo" })]) {
      await world.beat.put(aPlan(world, "in order", schedule, { queue, messageGroupId: "orders" }));
      expect(await ticksIn(world, 3 * MINUTE, queue)).toHaveLength(3);
      await world.beat.remove("in order");
    }
  });
}
