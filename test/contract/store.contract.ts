import { afterAll, beforeAll, describe } from "vitest";
import { claimContract } from "./store/claim.contract.ts";
import { concludeContract } from "./store/conclude.contract.ts";
import { journalContract } from "./store/journal.contract.ts";
import { keysContract } from "./store/keys.contract.ts";
import { lifeContract } from "./store/life.contract.ts";
import { revokeContract } from "./store/revoke.contract.ts";
import { settleContract } from "./store/settle.contract.ts";
import { writeContract } from "./store/write.contract.ts";
import type { World } from "./world.ts";

/**
 * What every store keeps, as one suite.
 *
 * @param lives - how many random lives of a record are lived through: each is some sixty calls. @default 5
 */
export function describeStore(name: string, makeWorld: () => Promise<World>, lives = 5): void {
  describe(name, () => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world?.close());
    const here = () => world;

    describe("claim", () => claimContract(here));
    describe("settle, renew, progress", () => settleContract(here));
    describe("conclude, reopen", () => concludeContract(here));
    describe("revoke", () => revokeContract(here));
    describe("reserve, confirm, supersede", () => keysContract(here));
    describe("write, read, forget", () => writeContract(here));
    describe("a record's life", () => lifeContract(here, lives));
    describe("journal", () => journalContract(here));
  });
}
