import { action } from "../action.ts";
import { name, requiredName } from "../shapes.ts";
import { writeSchedule } from "../write-schedule.ts";

/** GetSchedule. */
export const getSchedule = action(
  "GET /schedules/{Name}",
  { Name: requiredName, GroupName: name },
  ({ Name, GroupName }, schedules) => writeSchedule(schedules.schedule(GroupName, Name)),
  { groupName: "GroupName" },
);
