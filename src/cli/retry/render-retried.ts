import type { Paint } from "../paint.ts";

/** What became of the wish to retry a task. */
export type Retried =
  | { readonly id: string; readonly outcome: "retried"; readonly queue: string }
  | { readonly id: string; readonly outcome: "refused"; readonly problem: string }
  /** There is no dead letter of it; its state says why. */
  | { readonly id: string; readonly outcome: "no letter"; readonly state: string };

/** What became of the wish to retry a task, as a line for people. Pure. */
export function renderRetried(retried: Retried, paint: Paint): string {
  switch (retried.outcome) {
    case "retried":
      return `${retried.id}  ${paint("green", "retried")}: its message is on the queue "${retried.queue}" again, with a fresh budget of attempts`;
    case "refused":
      return `${retried.id}  ${paint("red", "not retried")}: ${retried.problem}`;
    case "no letter":
      return `${retried.id}  ${paint("red", "not retried")}: ${whyNoLetter(retried.state)}`;
  }
}

function whyNoLetter(state: string): string {
  switch (state) {
    case "FAILURE":
      return "it failed, but its dead letter is gone: discarded, over its 14 days, or sent back already. Send the task anew";
    case "PENDING":
      return "nothing is known of it: no worker has begun it, or there is no such task";
    case "RETRY":
      return "it waits for its next attempt, which comes by itself";
    case "SUCCESS":
    case "REVOKED":
    case "IGNORED":
      return `it is ${state}, which leaves no dead letter. Send the task anew`;
    default:
      return `it is ${state}: it is not over`;
  }
}
