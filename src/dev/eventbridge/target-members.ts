import { limits } from "./limits.ts";

const arn = { is: "string", least: 1, most: 1600 } as const;

/** The members of a target that say something to a queue. Source: the API model of PutTargets. */
export const targetMembers = {
  Id: { is: "string", required: true, least: 1, most: 64, pattern: /^[.\-_A-Za-z0-9]+$/ },
  Arn: { ...arn, required: true },
  RoleArn: arn,
  Input: { is: "string", most: limits.input },
  InputPath: { is: "string", most: 256 },
  InputTransformer: {
    is: "structure",
    members: {
      InputPathsMap: { is: "map", of: { is: "string", most: 256 }, most: limits.inputPaths },
      InputTemplate: { is: "string", required: true, least: 1, most: limits.input },
    },
  },
  SqsParameters: { is: "structure", members: { MessageGroupId: { is: "string", most: 100 } } },
  DeadLetterConfig: { is: "structure", members: { Arn: arn } },
  RetryPolicy: {
    is: "structure",
    members: {
      MaximumRetryAttempts: {
        is: "integer",
        least: 0,
        most: 185,
        reason: "Member must have value between 0 and 185",
      },
      MaximumEventAgeInSeconds: {
        is: "integer",
        least: 60,
        most: 86_400,
        reason: "Member must have value between 60 and 86400",
      },
    },
  },
} as const;
