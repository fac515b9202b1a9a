import { describe } from "vitest";
import type { BeatWorld, TickingWorld } from "./beat/beat-world.ts";
import { inWorld } from "./beat/in-world.ts";
import { keepDelayedContract } from "./delays/keep.contract.ts";
import { sendDelayedContract } from "./delays/send.contract.ts";

/** What all that keeps messages until their time keeps to, as one suite. */
export function describeDelays(name: string, makeWorld: () => Promise<BeatWorld>): void {
  inWorld(name, makeWorld, (here) => describe("what is kept", () => keepDelayedContract(here)));
}

/** The same, and what comes of it, where time can be moved. */
export function describeTickingDelays(name: string, makeWorld: () => Promise<TickingWorld>): void {
  inWorld(name, makeWorld, (here) => {
    describe("what is kept", () => keepDelayedContract(here));
    describe("what is sent", () => sendDelayedContract(here));
  });
}
