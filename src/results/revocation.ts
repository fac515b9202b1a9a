import type { RevokeAnswer } from "../ports/index.ts";

/**
 * What became of the wish to revoke a task:
 *
 * - "revoked": it was not running; it is REVOKED, and does not run (again).
 * - "terminating": an attempt runs, and is being ended; it will be REVOKED.
 * - "finishing": an attempt runs, and may finish (no `terminate`); if it does not succeed or fail for good, it will be REVOKED.
 * - "finished": it was over before, and nothing is changed; `state` says how it ended.
 */
export type RevokeOutcome = "revoked" | "terminating" | "finishing" | "finished";

/** The answer to a revocation of one task. */
export interface Revocation {
  readonly id: string;
  readonly outcome: RevokeOutcome;
  /** The state of the task, as far as this is known: of one that runs "STARTED", or a state of its own. */
  readonly state: string;
}

/** A store's answer as a caller is told it. Pure. */
export function revocationOf(id: string, answer: RevokeAnswer, terminate: boolean): Revocation {
  switch (answer.kind) {
    case "revoked":
      return { id, outcome: "revoked", state: "REVOKED" };
    case "finished":
      return { id, outcome: "finished", state: answer.record.state };
    case "marked": {
      const { progress, terminate: already } = answer.record;
      const outcome = terminate || already ? "terminating" : "finishing";
      return { id, outcome, state: progress?.state ?? "STARTED" };
    }
  }
}
