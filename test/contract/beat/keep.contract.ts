import { expect, it } from "vitest";
import { crontab, every } from "../../../src/schedule/index.ts";
import { aPlan } from "./a-plan.ts";
import type { BeatWorld } from "./beat-world.ts";

/** What is kept of schedules, and how it is changed. */
export function keepContract(here: () => BeatWorld): void {
  const names = async (world: Pick<BeatWorld, "beat">) => {
    const found: string[] = [];
    for await (const { input } of world.beat.list()) found.push(JSON.parse(input).headers.lovage_tick.schedule);
    return found.sort();
  };
  const kept = (plan: { input: string; enabled: boolean }) => ({
    input: plan.input,
    enabled: plan.enabled,
    complete: true,
  });
  const oslo = { timezone: "Europe/Oslo" };

  it.each([
    ["of UTC", crontab("30 4 * * 1")],
    ["in a time zone", crontab("30 4 * * 1", oslo)],
    ["of which not all ticks are due", crontab({ hour: 6, minute: 0, dayOfMonth: "1-7", dayOfWeek: "mon,tue" })],
    ["of seconds", every("10s")],
    ["that is disabled", every("20m", { enabled: false })],
    ["in a time zone that is disabled", crontab("30 4 * * 1", { ...oslo, enabled: false })],
    ["with an end", every("20m", { endAt: "2199-01-01T00:00Z" })],
  ])("gives back a schedule %s as it was put", async (what, schedule) => {
    const world = here();
    const plan = aPlan(world, what, schedule);
    await world.beat.put(plan);
    expect(await world.beat.get(what)).toEqual(kept(plan));
    expect(await world.beat.remove(what)).toBe(true);
  });

  it("has nothing of a name that was never put", async () => {
    const { beat } = here();
    expect(await beat.get("nothing")).toBeUndefined();
    expect(await beat.enable("nothing")).toBe(false);
    expect(await beat.disable("nothing")).toBe(false);
    expect(await beat.remove("nothing")).toBe(false);
  });

  it("is the same when it is put twice", async () => {
    const world = here();
    const plan = aPlan(world, "twice", crontab("30 4 * * 1"));
    await world.beat.put(plan);
    await world.beat.put(plan);
    expect(await names(world)).toEqual(["twice"]);
    expect(await world.beat.get("twice")).toEqual(kept(plan));
    await world.beat.remove("twice");
  });

  it("becomes whatever is put in its place: another time, another message, another service", async () => {
    const world = here();
    const [first, second] = [crontab("30 4 * * 1"), crontab("30 5 * * 2")];
    const some = crontab({ hour: 6, minute: 0, dayOfMonth: "1-7", dayOfWeek: "mon,tue,wed" });
    const plans = [
      aPlan(world, "changing", first),
      aPlan(world, "changing", first, { args: [38] }),
      aPlan(world, "changing", second, { args: [38] }),
      aPlan(world, "changing", some),
      aPlan(world, "changing", crontab("30 4 * * 1", oslo)),
      aPlan(world, "changing", crontab("30 4 * * 1", { ...oslo, enabled: false })),
      aPlan(world, "changing", crontab("30 5 * * 1", oslo)),
      aPlan(world, "changing", some),
      aPlan(world, "changing", first, { source: "code" }),
    ];
    for (const plan of plans) {
      await world.beat.put(plan);
      expect(await world.beat.get("changing")).toEqual(kept(plan));
      expect(await names(world)).toEqual(["changing"]);
    }
    await world.beat.remove("changing");
  });

  it.each([
    ["a rule", crontab("30 4 * * 1")],
    ["a rule whose ticks are not all due", crontab({ hour: 6, minute: 0, dayOfMonth: "1-7", dayOfWeek: "mon,tue" })],
    ["Scheduler", crontab("30 4 * * 1", oslo)],
  ])("is disabled and enabled, once or twice, with %s", async (_, schedule) => {
    const world = here();
    const plan = aPlan(world, "switched", schedule);
    await world.beat.put(plan);
    for (const _ of [1, 2]) expect(await world.beat.disable("switched")).toBe(true);
    expect(await world.beat.get("switched")).toEqual({ ...kept(plan), enabled: false });
    for (const _ of [1, 2]) expect(await world.beat.enable("switched")).toBe(true);
    expect(await world.beat.get("switched")).toEqual(kept(plan));
    await world.beat.remove("switched");
  });

  it("is removed with all that it was made of, and a second time there is nothing", async () => {
    const world = here();
    const some = crontab({ hour: 6, minute: 0, dayOfMonth: "1-7", dayOfWeek: "mon,tue" });
    for (const schedule of [crontab("30 4 * * 1"), some, crontab("30 4 * * 1", oslo)]) {
      await world.beat.put(aPlan(world, "going", schedule));
      expect(await world.beat.remove("going")).toBe(true);
      expect(await world.beat.remove("going")).toBe(false);
      expect(await names(world)).toEqual([]);
    }
  });

  it("keeps apart names that are alike, and names of any characters", async () => {
    const world = here();
    const alike = ["report", "report-2", "report.2", "Report", "report 2", "rep!ort", "ünder <time>", "r".repeat(100)];
    for (const name of alike) await world.beat.put(aPlan(world, name, every("20m"), { args: [name] }));
    expect(await names(world)).toEqual([...alike].sort());
    for (const name of alike) {
      const input = (await world.beat.get(name))?.input ?? "{}";
      expect(Buffer.from(JSON.parse(input).body, "base64").toString()).toContain(JSON.stringify(name));
      await world.beat.remove(name);
    }
  });

  it("lists every schedule, over as many pages as it takes", async () => {
    const world = here();
    const many = Array.from({ length: 105 }, (_, index) => `s-${String(index).padStart(3, "0")}`);
    const zoned = many.slice(0, 3).map((name) => `zoned-${name}`);
    await Promise.all(many.map((name) => world.beat.put(aPlan(world, name, every("20m")))));
    for (const name of zoned) await world.beat.put(aPlan(world, name, crontab("30 4 * * 1", oslo)));
    expect(await names(world)).toEqual([...many, ...zoned]);
    await Promise.all([...many, ...zoned].map((name) => world.beat.remove(name)));
  });

  it("sees nothing of another app, not even of one whose name begins with its own", async () => {
    const world = here();
    const other = await world.other("-mail");
    await world.beat.put(aPlan(world, "mail-report", every("20m")));
    await other.beat.put(aPlan(other, "report", every("20m")));
    const alsoTheirs = world.faults.has("prefixes-are-patterns") ? ["report"] : [];
    expect(await names(world)).toEqual(["mail-report", ...alsoTheirs]);
    expect(await names(other)).toEqual(["report"]);
    expect(await world.beat.get("report")).toBeUndefined();
    await world.beat.remove("mail-report");
    await other.beat.remove("report");
  });

  it("says what stays in order on a FIFO queue", async () => {
    const world = here();
    const queue = await world.queue("orders.fifo");
    for (const schedule of [every("20m"), crontab("30 4 * * 1", oslo)]) {
      const plan = aPlan(world, "in order", schedule, { queue, messageGroupId: "orders" });
      await world.beat.put(plan);
      expect(await world.beat.get("in order")).toEqual({ ...kept(plan), groupId: "orders" });
      await world.beat.remove("in order");
    }
  });
}
