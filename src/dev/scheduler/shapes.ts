import { targetMembers } from "./target-members.ts";

// The members that several operations share. Source: the API model of Scheduler.

/** The name of a schedule or of a group. */
export const name = { is: "string", least: 1, most: 64, pattern: /^[0-9a-zA-Z\-_.]+$/ } as const;
/** A name that must be there. */
export const requiredName = { ...name, required: true } as const;
/** By which a request that is sent again is known. */
export const clientToken = { is: "string", least: 1, most: 64, pattern: /^[a-zA-Z0-9\-_]+$/ } as const;
/** The ARN of a group, which alone has tags. */
export const requiredGroupArn = {
  is: "string",
  required: true,
  least: 1,
  most: 1011,
  pattern: /^arn:aws(-[a-z]+)?:scheduler:[a-z0-9-]+:\d{12}:schedule-group\/[0-9a-zA-Z\-_.]+$/,
} as const;
/** Whether a schedule fires. */
export const state = { is: "string", oneOf: ["ENABLED", "DISABLED"] } as const;

/** The members of a listing in pages. */
export const pageMembers = {
  NextToken: { is: "string", least: 1, most: 2048 },
  MaxResults: { is: "integer", least: 1, most: 100, reason: "Member must have value between 1 and 100" },
} as const;

/** A schedule as CreateSchedule and UpdateSchedule have it. */
export const scheduleMembers = {
  Name: requiredName,
  GroupName: name,
  ScheduleExpression: { is: "string", required: true, least: 1, most: 256 },
  ScheduleExpressionTimezone: { is: "string", least: 1, most: 50 },
  StartDate: { is: "timestamp" },
  EndDate: { is: "timestamp" },
  State: state,
  Description: { is: "string", most: 512 },
  KmsKeyArn: { is: "string", least: 1, most: 2048 },
  FlexibleTimeWindow: {
    is: "structure",
    required: true,
    members: {
      Mode: { is: "string", required: true, oneOf: ["OFF", "FLEXIBLE"] },
      MaximumWindowInMinutes: {
        is: "integer",
        least: 1,
        most: 1440,
        reason: "Member must have value between 1 and 1440",
      },
    },
  },
  Target: { is: "structure", required: true, members: targetMembers },
  ActionAfterCompletion: { is: "string", oneOf: ["NONE", "DELETE"] },
  ClientToken: clientToken,
} as const;
