import { expect, it } from "vitest";
import { decodeMessage } from "../../../src/message/index.ts";
import type { TickingWorld } from "../beat/beat-world.ts";
import { aDelayed } from "./a-delayed.ts";

const HOUR = 3_600_000;

export function sendDelayedContract(world: () => TickingWorld): void {
  const idsOn = async (queue: string) => (await world().take(queue)).map((body) => decodeMessage(body).id);
  const advanceTo = (time: number) => world().clock.advance(time - world().now());

  it("sends a message up to a minute before its eta, once, and keeps it no longer", async () => {
    const { delays, now } = world();
    const queue = await world().queue("on-time");
    const eta = now() + 2 * HOUR + 25_400;
    await delays.put(aDelayed(queue, "on-time", eta));
    await advanceTo(eta - 61_000);
    expect(await idsOn(queue)).toEqual([]);
    await advanceTo(eta);
    expect(await idsOn(queue)).toEqual(["on-time"]);
    expect(await delays.remove("on-time")).toBe(false);
    await world().clock.advance(24 * HOUR);
    expect(await idsOn(queue)).toEqual([]);
  });

  it("waits for two years", async () => {
    const { delays, now } = world();
    const queue = await world().queue("years");
    const eta = now() + 2 * 365 * 24 * HOUR;
    await delays.put(aDelayed(queue, "years", eta));
    await advanceTo(eta - 61_000);
    expect(await idsOn(queue)).toEqual([]);
    await advanceTo(eta);
    expect(await idsOn(queue)).toEqual(["years"]);
  });

  it("sends the message that is due earlier, of two for one task", async () => {
    const { delays, now } = world();
    const queue = await world().queue("earlier");
    const start = now();
    for (const hours of [3, 2, 4]) await delays.put(aDelayed(queue, "earlier", start + hours * HOUR, [hours]));
    await advanceTo(start + 2 * HOUR);
    expect((await world().take(queue)).map((body) => decodeMessage(body).args)).toEqual([[2]]);
    await advanceTo(start + 5 * HOUR);
    expect(await idsOn(queue)).toEqual([]);
  });

  it("sends nothing that was taken back", async () => {
    const { delays, now } = world();
    const queue = await world().queue("not-sent");
    await delays.put(aDelayed(queue, "not-sent", now() + HOUR));
    await delays.remove("not-sent");
    await world().clock.advance(2 * HOUR);
    expect(await idsOn(queue)).toEqual([]);
  });

  it("sends to a FIFO queue in the minute of the eta", async () => {
    const { delays, now } = world();
    const queue = await world().queue("orders.fifo");
    const eta = Math.ceil(now() / 60_000) * 60_000 + HOUR + 30_000;
    await delays.put(aDelayed(queue, "in-order", eta));
    await advanceTo(eta - 31_000);
    expect(await idsOn(queue)).toEqual([]);
    await advanceTo(eta - 30_000);
    expect(await idsOn(queue)).toEqual(["in-order"]);
  });

  it("alters nothing in the arguments, also what Scheduler would fill in", async () => {
    const { delays, now } = world();
    const queue = await world().queue("untouched");
    const args = ['<aws.scheduler.execution-id> "quoted" \\u003c', { 日本: "<aws.scheduler.scheduled-time>" }];
    await delays.put(aDelayed(queue, "untouched", now() + HOUR, args));
    await world().clock.advance(HOUR);
    expect((await world().take(queue)).map((body) => decodeMessage(body).args)).toEqual([args]);
  });
}
