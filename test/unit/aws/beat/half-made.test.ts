import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BeatPlan } from "../../../../src/ports/index.ts";
import { crontab, every } from "../../../../src/schedule/index.ts";
import { type FaultyBeat, faultyBeat, type Goes } from "./faulty-beat.ts";

const [monday, tuesday] = [crontab("30 4 * * 1"), crontab("30 5 * * 2")];
const oslo = crontab("30 4 * * 1", { timezone: "Europe/Oslo" });
const lima = crontab("30 5 * * 2", { timezone: "America/Lima" });

type Change = { from: (world: FaultyBeat) => BeatPlan | undefined; to: (world: FaultyBeat) => BeatPlan };
const changes: Record<string, Change> = {
  "a new rule": { from: () => undefined, to: (world) => world.plan("x", monday) },
  "a new schedule of Scheduler": { from: () => undefined, to: (world) => world.plan("x", oslo) },
  "another time and message of a rule": {
    from: (world) => world.plan("x", monday),
    to: (world) => world.plan("x", tuesday, { args: [2] }),
  },
  "another message of a rule": {
    from: (world) => world.plan("x", monday),
    to: (world) => world.plan("x", monday, { args: [2], source: "code" }),
  },
  "another time and message in Scheduler": {
    from: (world) => world.plan("x", oslo),
    to: (world) => world.plan("x", lima, { args: [2] }),
  },
  "a rule that becomes a schedule of Scheduler": {
    from: (world) => world.plan("x", monday),
    to: (world) => world.plan("x", oslo),
  },
  "a schedule of Scheduler that becomes a rule": {
    from: (world) => world.plan("x", oslo),
    to: (world) => world.plan("x", monday),
  },
  "a rule that was disabled": {
    from: (world) => world.plan("x", every("20m", { enabled: false })),
    to: (world) => world.plan("x", monday),
  },
  "a rule that is to be disabled": {
    from: (world) => world.plan("x", monday),
    to: (world) => world.plan("x", crontab("30 5 * * 2", { enabled: false })),
  },
};

describe("a schedule that is half made never fires", () => {
  let world: FaultyBeat;
  beforeAll(async () => {
    world = await faultyBeat();
  });
  afterAll(() => world?.close());

  /** What fires when the change was never asked for, and when it is made in full; and how many requests it takes. */
  const known = async ({ from, to }: Change) => {
    const before = await start(from);
    const already = world.asked.length;
    await world.beat.put(to(world));
    return { before, after: await world.firing(), requests: world.asked.length - already };
  };
  const start = async (from: Change["from"]) => {
    world.goes = () => undefined;
    await world.beat.remove("x");
    const plan = from(world);
    if (plan) await world.beat.put(plan);
    return world.firing();
  };
  const faults: [string, (at: number) => Goes][] = [
    ["is lost", (at) => (number) => (number === at ? "before" : undefined)],
    ["is made and its answer lost", (at) => (number) => (number === at ? "after" : undefined)],
    [
      "is lost with all that follow, as when the process dies",
      (at) => (number) => (number >= at ? "before" : undefined),
    ],
    [
      "is made, and then the process dies",
      (at) => (number) => (number === at ? "after" : number > at ? "before" : undefined),
    ],
  ];

  for (const [what, change] of Object.entries(changes)) {
    it.each(faults)(`${what}, when any one of its requests %s`, async (_, fault) => {
      const { before, after, requests } = await known(change);
      expect(requests).toBeGreaterThan(0);
      for (let at = 1; at <= requests; at++) {
        await start(change.from);
        world.goes = fault(world.asked.length + at);
        await expect(world.beat.put(change.to(world))).rejects.toMatchObject({ code: "ENDPOINT_UNREACHABLE" });
        const firing = await world.firing();
        expect([[], before, after]).toContainEqual(firing);

        // And to put it again makes all good.
        world.goes = () => undefined;
        await world.beat.put(change.to(world));
        expect(await world.firing()).toEqual(after);
        expect(await world.beat.get("x")).toMatchObject({ complete: true });
        expect(await world.count()).toBe(1);
      }
    });
  }

  it("and is as it was, when only one request fails and what was can be put back", async () => {
    for (const [what, { from, to }] of Object.entries(changes)) {
      const { before, after, requests } = await known({ from, to });
      for (let at = 1; at <= requests; at++) {
        await start(from);
        const number = world.asked.length + at;
        world.goes = (asked) => (asked === number ? "before" : undefined);
        await world.beat.put(to(world)).catch(() => {});
        // What fails after all is let go (clearing away, tags) leaves the new schedule whole.
        expect([what, [before, after]]).toEqual([what, expect.arrayContaining([await world.firing()])]);
      }
    }
  });
});
