import { validationFault } from "../../beat/index.ts";
import { action } from "../action.ts";
import { defaultGroup } from "../schedule-group.ts";
import { clientToken, requiredName } from "../shapes.ts";

/** DeleteScheduleGroup: the group and all of its schedules, at once where AWS takes a while. */
export const deleteScheduleGroup = action(
  "DELETE /schedule-groups/{Name}",
  { Name: requiredName, ClientToken: clientToken },
  ({ Name }, schedules) => {
    if (Name === defaultGroup) throw validationFault("The default schedule group cannot be deleted.");
    schedules.deleteGroup(schedules.group(Name).name);
  },
  { clientToken: "ClientToken" },
);
