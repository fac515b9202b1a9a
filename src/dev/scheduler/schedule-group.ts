import type { Tags } from "../beat/index.ts";

/** A group of schedules. Times are in milliseconds since 1970. */
export interface ScheduleGroup {
  readonly name: string;
  readonly tags: Tags;
  readonly clientToken: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The group of all that name none. It is always there. */
export const defaultGroup = "default";
