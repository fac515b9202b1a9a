import { readTags, tagListMember } from "../../beat/index.ts";
import { action } from "../action.ts";
import { groupArn } from "../arns.ts";
import { limits } from "../limits.ts";
import { conflict, quotaExceeded } from "../scheduler-fault.ts";
import { clientToken, requiredName } from "../shapes.ts";

/** CreateScheduleGroup. The same request once more, which its ClientToken tells, is no conflict. */
export const createScheduleGroup = action(
  "POST /schedule-groups/{Name}",
  { Name: requiredName, Tags: tagListMember, ClientToken: clientToken },
  ({ Name, Tags, ClientToken }, schedules) => {
    const existing = schedules.findGroup(Name);
    if (existing && (ClientToken === undefined || existing.clientToken !== ClientToken)) {
      throw conflict(`Schedule group ${Name}`);
    }
    if (!existing) {
      if (schedules.groups.length >= limits.groups) {
        throw quotaExceeded(`You have reached the quota of ${limits.groups} schedule groups.`);
      }
      schedules.putGroup({ ...schedules.newGroup(Name), tags: readTags(Tags), clientToken: ClientToken });
    }
    return { ScheduleGroupArn: groupArn(Name) };
  },
);
