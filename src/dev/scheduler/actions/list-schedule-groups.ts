import { pageOf } from "../../beat/index.ts";
import { action } from "../action.ts";
import { name, pageMembers } from "../shapes.ts";
import { writeGroup } from "../write-group.ts";

/** ListScheduleGroups, by name. */
export const listScheduleGroups = action(
  "GET /schedule-groups",
  { NamePrefix: name, ...pageMembers },
  ({ NamePrefix = "", NextToken, MaxResults }, schedules) => {
    const found = schedules.groups.filter((group) => group.name.startsWith(NamePrefix));
    const page = pageOf(found, (group) => group.name, { most: MaxResults, token: NextToken });
    return { ScheduleGroups: page.items.map(writeGroup), NextToken: page.NextToken };
  },
  { NamePrefix: "NamePrefix", NextToken: "NextToken", MaxResults: "MaxResults" },
);
