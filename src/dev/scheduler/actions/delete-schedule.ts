import { action } from "../action.ts";
import { clientToken, name, requiredName } from "../shapes.ts";

/** DeleteSchedule. */
export const deleteSchedule = action(
  "DELETE /schedules/{Name}",
  { Name: requiredName, GroupName: name, ClientToken: clientToken },
  ({ Name, GroupName }, schedules) => {
    schedules.delete(schedules.schedule(GroupName, Name));
  },
  { groupName: "GroupName", clientToken: "ClientToken" },
);
