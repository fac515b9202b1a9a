import type { Delivery } from "../../../src/ports/index.ts";
import type { World } from "../world.ts";

/** Long-polls until so many messages have come, and fails when a poll comes back with none. */
export async function take(world: World, queue: string, count: number, visibilitySeconds = 30): Promise<Delivery[]> {
  const taken: Delivery[] = [];
  while (taken.length < count) {
    const max = Math.min(10, count - taken.length);
    const some = await world.broker.receive({ queue, max, waitSeconds: 5, visibilitySeconds });
    if (some.length === 0) throw new Error(`After ${taken.length} of ${count} messages no more came`);
    taken.push(...some);
  }
  return taken;
}

/** What can be received at this moment. */
export function glance(world: World, queue: string): Promise<readonly Delivery[]> {
  return world.broker.receive({ queue, max: 10, waitSeconds: 0 });
}

/** Long-polls for what shows itself `ms` from now. */
export async function takeAfter(world: World, queue: string, ms: number): Promise<readonly Delivery[]> {
  const poll = world.broker.receive({ queue, max: 10, waitSeconds: 20, visibilitySeconds: 30 });
  await world.elapse(ms);
  return poll;
}
