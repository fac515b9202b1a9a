const arn = { is: "string", required: true, least: 1, most: 1600 } as const;

/** The members of a target that say something to SQS. Source: the API model of CreateSchedule. */
export const targetMembers = {
  Arn: arn,
  RoleArn: { ...arn, pattern: /^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/ },
  Input: { is: "string", least: 1 },
  SqsParameters: { is: "structure", members: { MessageGroupId: { is: "string", least: 1, most: 128 } } },
  DeadLetterConfig: {
    is: "structure",
    members: {
      Arn: {
        is: "string",
        least: 1,
        most: 1600,
        // No FIFO queue: its name has a dot.
        pattern: /^arn:aws(-[a-z]+)?:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9\-_]+$/,
      },
    },
  },
  RetryPolicy: {
    is: "structure",
    members: {
      MaximumEventAgeInSeconds: {
        is: "integer",
        least: 60,
        most: 86_400,
        reason: "Member must have value between 60 and 86400",
      },
      MaximumRetryAttempts: { is: "integer", least: 0, most: 185, reason: "Member must have value between 0 and 185" },
    },
  },
} as const;
