import { describe } from "vitest";
import type { BeatWorld, TickingWorld } from "./beat/beat-world.ts";
import { inWorld } from "./beat/in-world.ts";
import { keepContract } from "./beat/keep.contract.ts";
import { tickContract } from "./beat/tick.contract.ts";

/** What every beat keeps, as one suite. */
export function describeBeat(name: string, makeWorld: () => Promise<BeatWorld>): void {
  inWorld(name, makeWorld, (here) => describe("schedules", () => keepContract(here)));
}

/** The same, and what comes of it, where time can be moved. */
export function describeTickingBeat(name: string, makeWorld: () => Promise<TickingWorld>): void {
  inWorld(name, makeWorld, (here) => {
    describe("schedules", () => keepContract(here));
    describe("ticks", () => tickContract(here));
  });
}
