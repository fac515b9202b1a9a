import { action } from "../action.ts";
import { requiredName } from "../shapes.ts";
import { writeGroup } from "../write-group.ts";

/** GetScheduleGroup. */
export const getScheduleGroup = action("GET /schedule-groups/{Name}", { Name: requiredName }, ({ Name }, schedules) =>
  writeGroup(schedules.group(Name)),
);
