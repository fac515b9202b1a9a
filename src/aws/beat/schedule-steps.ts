import type { GetScheduleCommandOutput, ScheduleState, UpdateScheduleCommandInput } from "@aws-sdk/client-scheduler";
import type { Step } from "./step.ts";

/** A Scheduler schedule as it is, in another state. UpdateSchedule replaces all of it, so all of it is said. */
export function inState(found: GetScheduleCommandOutput, State: ScheduleState, now: number): Step {
  const { StartDate } = found;
  const input: UpdateScheduleCommandInput = {
    Name: found.Name,
    GroupName: found.GroupName,
    ScheduleExpression: found.ScheduleExpression,
    ScheduleExpressionTimezone: found.ScheduleExpressionTimezone,
    // A start that has passed is refused ("cannot be earlier than 5 minutes ago").
    ...(StartDate && StartDate.getTime() > now && { StartDate }),
    ...(found.EndDate && { EndDate: found.EndDate }),
    Description: found.Description,
    ActionAfterCompletion: found.ActionAfterCompletion,
    FlexibleTimeWindow: found.FlexibleTimeWindow,
    Target: found.Target,
    ...(found.KmsKeyArn && { KmsKeyArn: found.KmsKeyArn }),
    State,
  };
  return { operation: "UpdateSchedule", input };
}

/** Takes a schedule of Scheduler away. */
export function deleteSchedule(Name: string | undefined, GroupName: string | undefined): Step {
  return { operation: "DeleteSchedule", input: { Name, GroupName } };
}
