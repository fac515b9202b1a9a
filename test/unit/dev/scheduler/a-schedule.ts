import type { CreateScheduleCommandInput } from "@aws-sdk/client-scheduler";
import { queueArn } from "../beat/tick-cloud.ts";

/** The input of a schedule that sends the time of each tick to the queue "jobs", with what a test changes in it. */
export function aSchedule(
  changes: Partial<CreateScheduleCommandInput> = {},
  target: Partial<CreateScheduleCommandInput["Target"]> = {},
): CreateScheduleCommandInput {
  return {
    Name: "beat",
    ScheduleExpression: "cron(0 12 * * ? *)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: queueArn("jobs"),
      RoleArn: "arn:aws:iam::000000000000:role/scheduler",
      Input: "<aws.scheduler.scheduled-time>",
      ...target,
    },
    ...changes,
  };
}
