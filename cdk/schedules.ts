import { isDeepStrictEqual } from "node:util";
import { Annotations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { deployableParts } from "../src/aws/beat/index.ts";
import { hasRunLeft, planSchedule, type ScheduleEntry } from "../src/beat/index.ts";
import { didYouMean, LovageError } from "../src/errors/index.ts";
import type { BeatPlan } from "../src/ports/index.ts";
import { scheduleWarnings } from "../src/schedule/index.ts";
import { beatName, beatPrefix, type Settings } from "../src/settings/index.ts";
import { checkArguments, type TaskDefinition } from "../src/task/index.ts";
import type { Beat } from "./beat.ts";
import { ScheduledTask } from "./scheduled-task.ts";

/** The rules of a bus, where nobody has asked AWS for more; all that an account and region does by rules shares them. */
const MOST_RULES = 300;

/** What an app's schedules are deployed with. */
export interface SchedulesProps {
  readonly beat: Beat;
  /** Those of the app as they will be in its workers. */
  readonly settings: Settings;
  /** The tasks of the app, as far as they are known: their queues apply, and arguments are held against their schemas. */
  readonly tasks: readonly TaskDefinition[];
}

/** The schedules that an app is deployed with. */
export class Schedules extends Construct {
  readonly #beat: Beat;
  readonly #settings: Settings;
  readonly #tasks: ReadonlyMap<string, TaskDefinition>;
  readonly #entries = new Map<string, ScheduleEntry>();
  #rules = 0;

  constructor(scope: Construct, id: string, { beat, settings, tasks }: SchedulesProps) {
    super(scope, id);
    this.#beat = beat;
    this.#settings = {
      ...settings,
      beatRole: beat.role.roleArn,
      beatDeadLetters: beat.deadLetterQueue.queueArn,
      scheduleGroup: beat.group.ref,
    };
    this.#tasks = new Map(tasks.flatMap((task) => [task.name, ...task.options.aliases].map((name) => [name, task])));
  }

  /** Whether the very same schedule is there already: two entries may import the module that declares it. */
  has(entry: ScheduleEntry): boolean {
    return isDeepStrictEqual(this.#entries.get(entry.name), entry);
  }

  /**
   * Deploys a schedule.
   *
   * @param given - the task's definition, where the caller has it and the entry was not loaded
   * @throws LovageError DUPLICATE_SCHEDULE, INVALID_OPTION when its queue is none of the app's, INVALID_ARGUMENTS, and what
   * `planSchedule` refuses
   */
  add(entry: ScheduleEntry, given?: TaskDefinition): ScheduledTask {
    const { name, schedule, task } = entry;
    if (this.#entries.has(name)) throw new LovageError("DUPLICATE_SCHEDULE", { name });
    this.#entries.set(name, entry);
    const definition = this.#tasks.get(task) ?? given;
    if (!definition) this.#warnMistyped(name, task);
    for (const warning of scheduleWarnings(schedule)) this.#warn("schedule", `The schedule "${name}", ${warning}`);
    // What a schema answers later, the worker asks again.
    if (definition) void Promise.resolve(checkArguments(definition, entry.args)).catch(() => undefined);
    const id = beatName(this.#beat.app, name).slice(beatPrefix(this.#beat.app).length);
    const parts = hasRunLeft(schedule, Date.now()) ? this.#parts(entry, definition) : undefined;
    if (!parts) this.#warn("schedule-over", `The schedule "${name}" has no run left, and is not deployed. Remove it.`);
    return new ScheduledTask(this, id, { parts, after: this.#beat.consents });
  }

  /** A name that the entry does not register may be a Python worker's; only one that is nearly a task of the entry is told. */
  #warnMistyped(name: string, task: string): void {
    const meant = didYouMean(task, [...this.#tasks.keys()]);
    if (meant === undefined) return;
    const why = `The schedule "${name}" runs the task "${task}", which the entry does not register: Lovage's workers would give each run up as a dead letter (UNKNOWN_TASK). Did you mean "${meant}"?`;
    this.#warn("task-of-schedule", why);
  }

  #parts(entry: ScheduleEntry, definition: TaskDefinition | undefined) {
    const planned = this.#plan(entry, definition);
    const queue = this.#beat.queues.find(({ name }) => name === planned.queue);
    if (queue) return deployableParts(planned, this.#settings, queue.queue.queueArn);
    const allowed = `one of the queues of the construct: ${this.#beat.queues.map(({ name }) => name).join(", ")}`;
    const where = `schedule "${entry.name}"`;
    throw new LovageError("INVALID_OPTION", { option: "queue", where, got: planned.queue, allowed });
  }

  /** Rules, where they will do: they cost nothing. */
  #plan(entry: ScheduleEntry, definition: TaskDefinition | undefined): BeatPlan {
    const surroundings = { settings: this.#settings, source: "cdk", now: Date.now(), definition } as const;
    const planned = planSchedule(entry, surroundings);
    if (planned.compiled.target === "scheduler") return planned;
    const rules = this.#rules + planned.compiled.expressions.length;
    if (rules <= MOST_RULES && this.#beat.rulesReach(planned.queue)) {
      this.#rules = rules;
      return planned;
    }
    if (rules > MOST_RULES) {
      const why = `The app has ${this.#rules} rules already, and EventBridge allows ${MOST_RULES} for a bus`;
      this.#warn(
        "rule-limit",
        `${why}: the schedule "${entry.name}" goes to EventBridge Scheduler, which bills its ticks.`,
      );
    }
    return planSchedule(entry, { ...surroundings, target: "scheduler" });
  }

  #warn(id: string, message: string): void {
    Annotations.of(this).addWarningV2(`lovage:${id}`, message);
  }
}
