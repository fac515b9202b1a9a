import { limits } from "./limits.ts";
import { toRecord } from "./message.ts";
import { MoveTask, type MoveTaskOptions } from "./move-task.ts";
import { movedRecord } from "./next-record.ts";
import type { Queue } from "./queue.ts";
import type { QueueContext } from "./queue-context.ts";
import { refuse, refuseValue } from "./refuse.ts";

/** What to move: as in `MoveTaskOptions`. */
export type NewMoveTask = Pick<MoveTaskOptions, "source" | "destination" | "rate">;

// SQS lists the last ten tasks of a queue (ListMessageMoveTasks).
const KEPT = 10;

/** The move tasks of an engine. They live as long as the process: a restart forgets them, and loses no message. */
export class MoveTasks {
  readonly #context: QueueContext;
  readonly #isDeadLetterQueue: (name: string) => boolean;
  readonly #bySource = new Map<string, MoveTask[]>();

  constructor(context: QueueContext, isDeadLetterQueue: (name: string) => boolean) {
    this.#context = context;
    this.#isDeadLetterQueue = isDeadLetterQueue;
  }

  /** Starts to empty a dead-letter queue. A message that moves gets a new id, a new age and a receive count of zero. */
  start(task: NewMoveTask): MoveTask {
    const source = this.#queue("SourceArn", task.source);
    if (!this.#isDeadLetterQueue(task.source)) {
      refuse("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
    }
    if (task.destination !== undefined) this.#checkDestination(source, task.destination);
    const { rate } = task;
    if (rate !== undefined && !(Number.isInteger(rate) && rate >= 1 && rate <= limits.moveRate)) {
      refuseValue("MaxNumberOfMessagesPerSecond", rate, `Must be between 1 and ${limits.moveRate}, if provided.`);
    }
    const tasks = this.list(task.source);
    if (tasks.some(({ status }) => status === "RUNNING")) {
      refuse(
        "InvalidParameterValue",
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      );
    }
    const options = { ...task, handle: this.#context.ids(), toMove: source.counts.visible };
    const started = new MoveTask(options, this.#context.clock, (running) => this.#moveOne(running));
    this.#bySource.set(task.source, [started, ...tasks].slice(0, KEPT));
    return started;
  }

  /** The tasks that empty or emptied this queue, the latest first. */
  list(source: string): readonly MoveTask[] {
    return this.#bySource.get(source) ?? [];
  }

  /** Stops a running task. */
  cancel(source: string, handle: string): MoveTask {
    this.#queue("SourceArn", source);
    const task = this.list(source).find(({ options }) => options.handle === handle);
    if (!task) refuse("ResourceNotFoundException", "Task does not exist.");
    if (task.status !== "RUNNING") {
      refuse("InvalidParameterValue", `Only active tasks can be cancelled; this one is ${task.status}.`);
    }
    task.cancel();
    return task;
  }

  /** Stops all. */
  close(): void {
    for (const tasks of this.#bySource.values()) for (const task of tasks) task.cancel();
  }

  #queue(parameter: string, name: string): Queue {
    const queue = this.#context.find(name);
    if (queue) return queue;
    refuse(
      "ResourceNotFoundException",
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  }

  #checkDestination(source: Queue, name: string): void {
    const destination = this.#queue("DestinationArn", name);
    if (destination === source) refuse("InvalidParameterValue", "Source and destination queue arn cannot be the same.");
    if (destination.attributes.fifo !== source.attributes.fifo) {
      refuse("InvalidParameterValue", "Source and destination queues must be of the same type.");
    }
  }

  #moveOne(task: MoveTaskOptions): boolean {
    const source = this.#context.find(task.source);
    if (!source) refuse("QueueDoesNotExist", "The specified queue does not exist.");
    return source.takeNext((message) => {
      const name = task.destination ?? message.deadLetterSource;
      if (name === undefined) {
        refuse("CouldNotDetermineMessageSource", "The message was not dead-lettered from any queue.");
      }
      const target = this.#context.find(name);
      if (!target) refuse("QueueDoesNotExist", "The specified queue does not exist.");
      const { clock, ids, nextNumber } = this.#context;
      const entry = { number: nextNumber(), id: ids(), now: clock.now(), delay: target.attributes.delay };
      const record = movedRecord(toRecord(message), entry);
      const { number } = message;
      return () => {
        target.arrive(record);
        if (!this.#context.observed) return;
        this.#context.tell({ type: "moved", queue: task.source, number, to: name, message: record });
      };
    });
  }
}
