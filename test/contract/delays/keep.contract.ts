import { expect, it } from "vitest";
import { LARGEST_DELAYED } from "../../../src/ports/index.ts";
import type { BeatWorld } from "../beat/beat-world.ts";
import { aDelayed } from "./a-delayed.ts";

const DAY = 86_400_000;

export function keepDelayedContract(world: () => BeatWorld): void {
  it("takes a message back, once", async () => {
    const { delays, now } = world();
    await delays.put(aDelayed(await world().queue("taken"), "taken-back", now() + DAY));
    expect([await delays.remove("taken-back"), await delays.remove("taken-back")]).toEqual([true, false]);
  });

  it("takes none back where none was kept", async () => {
    expect(await world().delays.remove("never-kept")).toBe(false);
  });

  it("keeps one message for a task that is put twice, whoever is due later", async () => {
    const { delays, now } = world();
    const queue = await world().queue("twice");
    for (const days of [3, 3, 2, 4]) await delays.put(aDelayed(queue, "twice", now() + days * DAY));
    expect([await delays.remove("twice"), await delays.remove("twice")]).toEqual([true, false]);
  });

  it("tells ids apart that no name can hold as they are", async () => {
    const { delays, now } = world();
    const queue = await world().queue("ids");
    const ids = ["order/1", "order-1", "order:1", `${"x".repeat(254)}a`, `${"x".repeat(254)}b`];
    for (const id of ids) await delays.put(aDelayed(queue, id, now() + DAY));
    for (const id of ids) expect([id, await delays.remove(id), await delays.remove(id)]).toEqual([id, true, false]);
  });

  it("keeps a message as large as may be, for years", async () => {
    const { delays, now } = world();
    const eta = now() + 5 * 365 * DAY;
    const queue = await world().queue("large");
    const { body } = aDelayed(queue, "large", eta, [""]);
    const room = LARGEST_DELAYED - Buffer.byteLength(JSON.stringify(body));
    await delays.put(aDelayed(queue, "large", eta, ["x".repeat(room)]));
    expect(await delays.remove("large")).toBe(true);
  });

  it("is no schedule of the beat", async () => {
    const { beat, delays, now } = world();
    await delays.put(aDelayed(await world().queue("beatless"), "beatless", now() + DAY));
    const listed: unknown[] = [];
    for await (const schedule of beat.list()) listed.push(schedule);
    expect(listed).toEqual([]);
    expect(await delays.remove("beatless")).toBe(true);
  });
}
