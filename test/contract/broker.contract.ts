import { afterAll, beforeAll, describe } from "vitest";
import { deadLetterContract } from "./broker/dead-letter.contract.ts";
import { fifoContract } from "./broker/fifo.contract.ts";
import { oversightContract } from "./broker/oversight.contract.ts";
import { receiveContract } from "./broker/receive.contract.ts";
import { sendContract } from "./broker/send.contract.ts";
import { visibilityContract } from "./broker/visibility.contract.ts";
import type { World } from "./world.ts";

/** What every broker keeps, as one suite. */
export function describeBroker(name: string, makeWorld: () => Promise<World>): void {
  describe(name, () => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world?.close());
    const here = () => world;

    describe("send", () => sendContract(here));
    describe("receive", () => receiveContract(here));
    describe("hide, acknowledge, depth", () => visibilityContract(here));
    describe("FIFO", () => fifoContract(here));
    describe("dead letters", () => deadLetterContract(here));
    describe("purge, queues", () => oversightContract(here));
  });
}
