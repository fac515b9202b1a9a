import type { JournalLine } from "../../lifecycle/index.ts";
import { Runtimes } from "./runtimes.ts";

/** A state in which an attempt can have ended. */
export type EndedState = JournalLine["state"];

/** The states in which an attempt can have ended, in the order in which they are shown. */
export const endedStates = ["SUCCESS", "FAILURE", "RETRY", "REVOKED", "IGNORED"] as const satisfies EndedState[];

/** What is counted of a number of attempts: how they ended, and how long they took. */
export class Tally {
  readonly states: Record<EndedState, number> = { SUCCESS: 0, FAILURE: 0, RETRY: 0, REVOKED: 0, IGNORED: 0 };
  readonly runtimes = new Runtimes();
  /** The end of the latest batch among them, in milliseconds since 1970; 0 when there is none. */
  lastAt = 0;

  add(line: JournalLine, at: number): void {
    this.states[line.state]++;
    // One that was revoked did not run.
    if (line.state !== "REVOKED") this.runtimes.add(line.runtime);
    this.lastAt = Math.max(this.lastAt, at);
  }

  include(other: Tally): void {
    for (const state of endedStates) this.states[state] += other.states[state];
    this.runtimes.include(other.runtimes);
    this.lastAt = Math.max(this.lastAt, other.lastAt);
  }

  get total(): number {
    return endedStates.reduce((sum, state) => sum + this.states[state], 0);
  }
}
