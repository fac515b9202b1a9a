import { afterAll, beforeAll, describe } from "vitest";
import type { BeatWorld } from "./beat-world.ts";

/** Tells a suite of a world that is made before its first test and closed after its last. */
export function inWorld<W extends BeatWorld>(
  name: string,
  makeWorld: () => Promise<W>,
  tell: (here: () => W) => void,
): void {
  describe(name, () => {
    let world: W;
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world?.close());
    tell(() => world);
  });
}
