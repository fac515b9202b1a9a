import type { Revocation } from "../../results/index.ts";
import type { Paint } from "../paint.ts";

/** What became of the wish to revoke a task, as a line for people. Pure. */
export function renderRevocation({ id, outcome, state }: Revocation, paint: Paint): string {
  switch (outcome) {
    case "revoked":
      return `${id}  ${paint("green", "revoked")}: it does not run`;
    case "terminating":
      return `${id}  ${paint("yellow", "terminating")}: it runs, and ends within some seconds`;
    case "finishing":
      return `${id}  ${paint("yellow", "finishing")}: it runs, and may finish, but is not retried (--terminate ends it)`;
    case "finished":
      return `${id}  ${paint("red", "finished")}: it was over before, as ${state}`;
  }
}
