import type { FunctionPlan, QueuePlan } from "../../dev/index.ts";
import { timeBudget } from "../../settings/index.ts";
import type { AppDescription } from "./app-description.ts";

/** What an app needs of the cloud. */
export interface CloudPlan {
  /** Dead-letter queues first. */
  readonly queues: readonly QueuePlan[];
  /** The function's timeout, in milliseconds. */
  readonly timeout: number;
  readonly mappings: FunctionPlan["mappings"];
}

/** As the Lovage construct has them: messages are kept for 14 days, and SQS's own redrive is only the net. */
const retention = 14 * 86_400_000;
const maxReceiveCount = 1_000;

/** Plans the queues of an app and how they are mapped, with the times that a deployment would have. Pure. */
export function planCloud({ queues, timeLimit }: AppDescription): CloudPlan {
  const budget = timeBudget(timeLimit === undefined ? {} : { timeLimit: timeLimit / 1_000 });
  const visibilityTimeout = budget.visibilityTimeout * 1_000;
  return {
    queues: queues.flatMap(({ sqsName, deadLetterName }) => [
      { name: deadLetterName, attributes: { retention } },
      {
        name: sqsName,
        attributes: { retention, visibilityTimeout, redrive: { deadLetterQueue: deadLetterName, maxReceiveCount } },
      },
    ]),
    timeout: budget.functionTimeout * 1_000,
    mappings: queues.map(({ sqsName }) => ({ queueName: sqsName })),
  };
}
