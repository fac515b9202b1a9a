import { action } from "../action.ts";
import { requiredText } from "../shapes.ts";

/** DeleteQueue. A queue of the same name can be created at once, where SQS has one wait for 60 seconds. */
export const deleteQueue = action({ QueueUrl: requiredText }, ({ QueueUrl }, { engine, queueAt }) =>
  engine.delete(queueAt(QueueUrl).name),
);
