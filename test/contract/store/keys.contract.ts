import { v7 } from "uuid";
import { expect, it } from "vitest";
import type { KeyClaim, Supersession } from "../../../src/ports/index.ts";
import type { World } from "../world.ts";

const MINUTE = 60_000;

/** A claim of a key that no test has used yet. */
function aKeyClaim(world: World, fields: Partial<KeyClaim> = {}): KeyClaim {
  const now = world.clock.now();
  return { key: `["throttle","shop","mail","${v7()}"]`, id: v7(), now, until: now + MINUTE, ...fields };
}

/** The first send of a group that no test has used yet. */
function aSupersession(world: World, fields: Partial<Supersession> = {}): Supersession {
  const now = world.clock.now();
  const key = `["debounce","shop","mail","${v7()}"]`;
  return { key, id: v7(), now, quietAt: now + MINUTE, latestAt: now + 10 * MINUTE, ...fields };
}

export function keysContract(world: () => World): void {
  it("lets a key stand for the task that asks first, and tells the others which", async () => {
    const { store } = world();
    const first = aKeyClaim(world(), { eta: world().clock.now() + 5 });
    const { id, until, eta } = first;
    expect(await store.reserve(first)).toEqual({ id, until, eta, sent: false });
    expect(await store.reserve({ ...first, id: v7(), eta: 0 })).toEqual({ id, until, eta, sent: false });
    expect(await store.reserve(aKeyClaim(world()))).not.toMatchObject({ id });
  });

  it("answers the same again to the same call, whose answer was lost", async () => {
    const { store } = world();
    const claim = aKeyClaim(world());
    const { id, until } = claim;
    expect(await store.reserve(claim)).toEqual({ id, until, sent: false });
    expect(await store.reserve(claim)).toEqual({ id, until, sent: false });
  });

  it("lets a key stand for another task when its time is over, of which nothing is left then", async () => {
    const { store } = world();
    const first = aKeyClaim(world(), { eta: world().clock.now() + 5 });
    await store.reserve(first);
    await store.confirm(first.key, first.id);
    const { key, until } = first;
    const last = { key, id: v7(), now: until - 1, until: until + MINUTE };
    expect(await store.reserve(last)).toMatchObject({ id: first.id });
    expect(await store.reserve({ ...last, now: until })).toEqual({ id: last.id, until: last.until, sent: false });
    expect(await store.reserve({ ...last, id: v7(), now: until })).toEqual({
      id: last.id,
      until: last.until,
      sent: false,
    });
  });

  it("notes that a message is sent, for the task that the key stands for and no other", async () => {
    const { store } = world();
    const first = aKeyClaim(world());
    const { id, until, key } = first;
    await store.confirm(key, id);
    await store.reserve(first);
    await store.confirm(key, v7());
    expect(await store.reserve({ ...first, id: v7() })).toEqual({ id, until, sent: false });
    await store.confirm(key, id);
    await store.confirm(key, id);
    expect(await store.reserve({ ...first, id: v7() })).toEqual({ id, until, sent: true });
  });

  it("lets one of fifty through that ask at once, and tells all of them the same", async () => {
    const { store, faults } = world();
    const claim = aKeyClaim(world());
    const asking = Array.from({ length: 50 }, () => store.reserve({ ...claim, id: v7() }));
    const ids = new Set((await Promise.all(asking)).map(({ id }) => id));
    if (faults.has("racy-conditions")) return;
    expect(ids.size).toBe(1);
  });

  it("tells each of a group of sends which one it supersedes, and when the last one is due", async () => {
    const { store } = world();
    const first = aSupersession(world());
    const { key, now, quietAt, latestAt } = first;
    expect(await store.supersede(first)).toEqual({ before: undefined, due: quietAt });
    const second = { key, id: v7(), now: quietAt - 1, quietAt: quietAt + MINUTE, latestAt: latestAt + MINUTE };
    expect(await store.supersede(second)).toEqual({ before: first.id, due: quietAt + MINUTE });
    // The group is over at the latest when its first send said.
    const third = { ...second, id: v7(), now: quietAt, quietAt: latestAt + 1 };
    expect(await store.supersede(third)).toEqual({ before: second.id, due: latestAt });
    expect(now).toBeLessThan(latestAt);
  });

  it.each(["quietAt", "latestAt"] as const)("begins another group when the one before is over (%s)", async (end) => {
    const { store } = world();
    const first = aSupersession(world());
    const { key, now } = first;
    await store.supersede({ ...first, quietAt: now + 20 * MINUTE, latestAt: now + 20 * MINUTE, [end]: now + MINUTE });
    const next = { key, id: v7(), now: now + MINUTE, quietAt: now + 2 * MINUTE, latestAt: now + 5 * MINUTE };
    expect(await store.supersede(next)).toEqual({ before: undefined, due: now + 2 * MINUTE });
    const last = { ...next, id: v7(), quietAt: now + 9 * MINUTE, latestAt: now + 9 * MINUTE };
    expect(await store.supersede(last)).toEqual({ before: next.id, due: now + 5 * MINUTE });
  });

  it("answers the same again to the same supersession, whose answer was lost", async () => {
    const { store } = world();
    const first = aSupersession(world());
    const second = { ...first, id: v7() };
    for (const _ of [1, 2]) expect(await store.supersede(first)).toMatchObject({ before: undefined });
    for (const _ of [1, 2]) expect(await store.supersede(second)).toMatchObject({ before: first.id });
  });

  it("tells each of many that supersede at once another one, so that only the last is left", async () => {
    const { store, faults } = world();
    const first = aSupersession(world());
    await store.supersede(first);
    const ids = Array.from({ length: 20 }, () => v7());
    const answers = await Promise.all(ids.map((id) => store.supersede({ ...first, id })));
    if (faults.has("racy-conditions")) return;
    const superseded = answers.map(({ before }) => before);
    expect(new Set(superseded).size).toBe(20);
    expect(ids.filter((id) => !superseded.includes(id))).toHaveLength(1);
  });
}
