import { type PlannedTick, planTick } from "../beat/index.ts";
import type { Tick } from "../message/index.ts";
import { bury } from "./bury.ts";
import { acknowledge, type Outcome } from "./outcome.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/**
 * Makes of a schedule's tick what it comes down to: the run itself, several runs, each sent with a delay, or nothing. A run
 * is always claimed, whatever its task's `track` says, so that a tick that is delivered twice runs once.
 */
export async function takeTick(received: ReceivedTask, tick: Tick, worker: Worker): Promise<ReceivedTask | Outcome> {
  const { delivery, message, definition, track } = received;
  const { queue, groupId, sentAt } = delivery;
  const { producer, runtime, settings } = worker;
  const fields = { schedule: tick.schedule, task: message.task };
  let plan: PlannedTick;
  try {
    const known = { app: settings.name, expires: definition.options.expires, ignoreResult: track === "none" };
    plan = planTick({ message, tick, queue, groupId, sentAt, ...known });
  } catch (error) {
    // Of a later version than this worker, or damaged: it would fail for ever.
    return bury(delivery, { reason: "UNSUPPORTED", error: error as Error, id: undefined, task: message.task }, worker);
  }
  if (plan.kind === "run") return { ...received, message: plan.message, track: "full" };
  if (plan.kind === "send") {
    await producer.sendMany(plan.runs);
    runtime.logger.debug({ ...fields, runs: plan.runs.length }, "tick: its runs are sent");
  } else {
    runtime.logger.debug(fields, "tick: not one of the schedule's");
  }
  return acknowledge(delivery);
}
