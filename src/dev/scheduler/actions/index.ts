import type { Action } from "../action.ts";
import { createSchedule } from "./create-schedule.ts";
import { createScheduleGroup } from "./create-schedule-group.ts";
import { deleteSchedule } from "./delete-schedule.ts";
import { deleteScheduleGroup } from "./delete-schedule-group.ts";
import { getSchedule } from "./get-schedule.ts";
import { getScheduleGroup } from "./get-schedule-group.ts";
import { listScheduleGroups } from "./list-schedule-groups.ts";
import { listSchedules } from "./list-schedules.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";
import { updateSchedule } from "./update-schedule.ts";

/** Every operation of the Scheduler API. */
export const actions: readonly Action[] = [
  createSchedule,
  createScheduleGroup,
  deleteSchedule,
  deleteScheduleGroup,
  getSchedule,
  getScheduleGroup,
  listScheduleGroups,
  listSchedules,
  listTagsForResource,
  tagResource,
  untagResource,
  updateSchedule,
];
