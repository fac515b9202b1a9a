import type { MoveTask } from "../../../queue/index.ts";
import { queueArn } from "../../account.ts";
import { action } from "../action.ts";
import { nameInArn } from "../queue-address.ts";
import { moveRate, requiredText, text } from "../shapes.ts";
import { queryCodeOf, sqsFault } from "../sqs-fault.ts";

/** StartMessageMoveTask. */
export const startMessageMoveTask = action(
  { SourceArn: requiredText, DestinationArn: text, MaxNumberOfMessagesPerSecond: moveRate },
  ({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }, { engine }) => {
    const task = engine.moves.start({
      source: nameInArn("SourceArn", SourceArn),
      destination: DestinationArn === undefined ? undefined : nameInArn("DestinationArn", DestinationArn),
      rate: MaxNumberOfMessagesPerSecond,
    });
    return { TaskHandle: writeHandle(task) };
  },
);

/** ListMessageMoveTasks: the latest first; one, unless more are asked for. */
export const listMessageMoveTasks = action(
  { SourceArn: requiredText, MaxResults: { is: "integer", least: 1, most: 10 } },
  ({ SourceArn, MaxResults = 1 }, { engine }) => {
    const source = nameInArn("SourceArn", SourceArn);
    if (!engine.find(source)) {
      const message = "The resource that you specified for the SourceArn parameter doesn't exist.";
      throw sqsFault("ResourceNotFoundException", message);
    }
    return { Results: engine.moves.list(source).slice(0, MaxResults).map(writeTask) };
  },
);

/** CancelMessageMoveTask. */
export const cancelMessageMoveTask = action({ TaskHandle: requiredText }, ({ TaskHandle }, { engine }) => {
  const { source, handle } = readHandle(TaskHandle);
  return { ApproximateNumberOfMessagesMoved: engine.moves.cancel(source, handle).moved };
});

function writeTask(task: MoveTask): object {
  const { source, destination, rate, toMove } = task.options;
  return {
    // Only a running task can be cancelled, so only it has a handle.
    TaskHandle: task.status === "RUNNING" ? writeHandle(task) : undefined,
    Status: task.status,
    SourceArn: queueArn(source),
    DestinationArn: destination === undefined ? undefined : queueArn(destination),
    MaxNumberOfMessagesPerSecond: rate,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: toMove,
    FailureReason: task.failure === undefined ? undefined : queryCodeOf(task.failure),
    StartedTimestamp: task.startedAt,
  };
}

function writeHandle({ options }: MoveTask): string {
  const handle = { taskId: options.handle, sourceArn: queueArn(options.source) };
  return Buffer.from(JSON.stringify(handle)).toString("base64");
}

function readHandle(text: string): { source: string; handle: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(text, "base64").toString()) as Record<string, unknown>;
    return { source: nameInArn("SourceArn", String(sourceArn)), handle: String(taskId) };
  } catch {
    throw sqsFault("InvalidParameterValue", "Value for parameter TaskHandle is invalid.");
  }
}
