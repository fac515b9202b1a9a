import type { Input } from "../wire/index.ts";
import type { targetMembers } from "./target-members.ts";

/** The target of a schedule, as CreateSchedule got it. */
export type Target = Input<typeof targetMembers>;

/** A schedule. Times are in milliseconds since 1970. */
export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly expression: string;
  readonly timezone: string;
  readonly state: "ENABLED" | "DISABLED";
  readonly description: string | undefined;
  readonly kmsKeyArn: string | undefined;
  readonly startDate: number | undefined;
  readonly endDate: number | undefined;
  /** Minutes of the flexible time window; undefined where it is OFF. */
  readonly window: number | undefined;
  readonly target: Target;
  readonly afterCompletion: "NONE" | "DELETE";
  /** The token of the CreateSchedule that made it. */
  readonly clientToken: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** From when a rate without a start date counts, to the second. */
  readonly origin: number;
  /** Whether its one time has come: it is kept, and does not fire again. */
  readonly completed: boolean;
}
