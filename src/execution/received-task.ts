import type { Message } from "../message/index.ts";
import type { Delivery } from "../ports/index.ts";
import type { Track } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";

/** A delivery whose message is decoded and whose task is found. */
export interface ReceivedTask {
  readonly delivery: Delivery;
  readonly message: Message;
  readonly definition: TaskDefinition;
  readonly track: Track;
}

/** Why a delivery cannot be run at all, with what is known of it. */
export interface Refusal {
  readonly reason: DeadReason;
  readonly error: Error;
  readonly id: string | undefined;
  readonly task: string | undefined;
}

/** The reasons in a dead letter's attributes. */
export type DeadReason = "UNDECODABLE" | "UNKNOWN_TASK" | "UNSUPPORTED" | "FAILED" | "WORKER_LOST" | "REJECTED";
