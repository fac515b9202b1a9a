import type * as tasks from "./app/tasks.ts";
import type { Deployment } from "./deployment.ts";
import type { Place } from "./place.ts";
import type { Report } from "./report.ts";

/** What every step of the test has at hand. */
export interface Scene {
  readonly place: Place;
  readonly deployment: Deployment;
  /** The outputs of the stack, by their descriptions. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The deployed tasks, as a producer of this process holds them. */
  readonly tasks: typeof tasks;
  readonly report: Report;
  readonly signal: AbortSignal;
}
