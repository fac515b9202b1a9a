import { v7 } from "uuid";
import type { Attempt, Claim, Claimed, Settlement } from "../../src/ports/index.ts";
import type { World } from "./world.ts";

/** A claim of a task that no test has used yet. */
export function aClaim(world: World, fields: Partial<Claim> = {}): Claim {
  const now = world.clock.now();
  return {
    id: v7(),
    task: "mail.send-welcome",
    queue: "mail",
    owner: v7(),
    now,
    leaseUntil: now + 60_000,
    expiresAt: expiry(now),
    ...fields,
  };
}

/** Two days from now, as records hold it. */
export function expiry(now: number): number {
  return Math.ceil(now / 1_000) + 2 * 86_400;
}

/** The settlement of a claim. @default a success */
export function aSettlement(claim: Claim, fields: Partial<Settlement> = {}): Settlement {
  return {
    id: claim.id,
    owner: claim.owner,
    now: claim.now + 500,
    failures: 0,
    cuts: 0,
    expiresAt: claim.expiresAt,
    ending: { state: "SUCCESS", result: "8" },
    ...fields,
  };
}

/** The attempt of a claim that was let through. @throws Error when it was not */
export function attemptOf(claimed: Claimed): Attempt {
  if (claimed.kind !== "claimed") throw new Error(`The claim was not let through: ${claimed.kind}`);
  return claimed.attempt;
}
