import { queueInArn } from "./queue-in-arn.ts";
import type { SqsCall } from "./sqs-call.ts";

/** Why a tick was not delivered, in the words of SQS. */
export interface TickProblem {
  readonly code: string;
  readonly message: string;
}

/** Where a tick goes that cannot be delivered. */
export interface DeadLetter {
  /** The ARN of a queue. */
  readonly arn: string;
  readonly body: () => string;
  /** What the message says of the failure, as message attributes of the type String. */
  readonly attributes: (problem: TickProblem) => Readonly<Record<string, string>>;
}

/** The call that puts a dead letter. */
export function deadLetterCall({ arn, body, attributes }: DeadLetter, problem: TickProblem): SqsCall {
  const typed = Object.entries(attributes(problem)).map(([name, stringValue]) => [
    name,
    { dataType: "String", stringValue },
  ]);
  return { queue: queueInArn(arn), message: { body: body(), attributes: Object.fromEntries(typed) } };
}
