/**
 * The states of a task, in Celery's words. PENDING is never stored: it is what a task is that nobody has started.
 * IGNORED is a task that threw `Ignore`: it ran, and nothing is kept of it but that it is over.
 */
export const states = ["PENDING", "STARTED", "RETRY", "SUCCESS", "FAILURE", "REVOKED", "IGNORED"] as const;

/** One of the states. */
export type State = (typeof states)[number];

/** The states that a task does not leave again. */
export const finalStates = ["SUCCESS", "FAILURE", "REVOKED", "IGNORED"] as const;

/** A state that a task does not leave again (only a redrive opens a FAILURE once more). */
export type FinalState = (typeof finalStates)[number];

/** Whether a task in this state is over. */
export function isFinal(state: string): state is FinalState {
  return (finalStates as readonly string[]).includes(state);
}
