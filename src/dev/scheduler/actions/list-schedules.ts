import { pageOf } from "../../beat/index.ts";
import { action } from "../action.ts";
import { name, pageMembers, state } from "../shapes.ts";
import { writeSummary } from "../write-schedule.ts";

/** ListSchedules, by group and name. */
export const listSchedules = action(
  "GET /schedules",
  { GroupName: name, NamePrefix: name, State: state, ...pageMembers },
  ({ GroupName, NamePrefix = "", State, NextToken, MaxResults }, schedules) => {
    if (GroupName !== undefined) schedules.group(GroupName);
    const found = schedules.all.filter(
      (schedule) =>
        (GroupName === undefined || schedule.group === GroupName) &&
        (State === undefined || schedule.state === State) &&
        schedule.name.startsWith(NamePrefix),
    );
    const page = pageOf(found, (schedule) => `${schedule.group}/${schedule.name}`, {
      most: MaxResults,
      token: NextToken,
    });
    return { Schedules: page.items.map(writeSummary), NextToken: page.NextToken };
  },
  {
    ScheduleGroup: "GroupName",
    NamePrefix: "NamePrefix",
    State: "State",
    NextToken: "NextToken",
    MaxResults: "MaxResults",
  },
);
