import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { Beat } from "./beat.ts";
import { delayStatements } from "./delay-policy.ts";
import { manageSchedules } from "./manage-schedules.ts";
import type { ITaskQueue } from "./task-queue.ts";
import { READ_KEY_ACTIONS, RESULT_ACTIONS, SEND_KEY_ACTIONS } from "./worker-policy.ts";

/** What others may be allowed to do with an app. A function also gets the environment that it needs for it. */
export class LovageGrants {
  readonly #queues: readonly ITaskQueue[];
  readonly #table: ITable;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #beat: Beat;

  /** @param environment - that of producers: `producerEnvironment()` */
  constructor(queues: readonly ITaskQueue[], table: ITable, environment: Readonly<Record<string, string>>, beat: Beat) {
    this.#beat = beat;
    this.#queues = queues;
    this.#table = table;
    this.#environment = environment;
  }

  /**
   * Lets someone send tasks and read their results: `sqs:SendMessage` on the app's queues, `dynamodb:GetItem` and
   * `BatchGetItem` on its table; and lets it keep messages with a long countdown or eta in the app's group of EventBridge
   * Scheduler. A function finds all of it by its environment; give a container `lovage.producerEnvironment`.
   */
  send(grantee: IGrantable): Grant {
    const resourceArns = this.#queues.map(({ queue }) => queue.queueArn);
    const sending = Grant.addToPrincipal({ grantee, actions: ["sqs:SendMessage"], resourceArns });
    const keys = new Set(this.#queues.flatMap(({ queue }) => queue.encryptionMasterKey ?? []));
    const using = [...keys].map((key) => key.grant(grantee, ...SEND_KEY_ACTIONS));
    const reading = this.readResults(grantee);
    const delaying = delayStatements(this.#beat).map(({ actions, resources, conditions }) =>
      Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions }),
    );
    return [...using, reading, ...delaying].reduce((all, grant) => all.combine(grant), sending);
  }

  /**
   * Lets someone put, enable, disable and remove the app's schedules at run time (`app.beat`), run them now and read their last
   * runs: what `send` lets, and EventBridge's actions on the app's own rules and schedules, with the one role that Scheduler
   * sends with. AWS lets rules and schedules be listed by everyone or no one, so `events:ListRules` and
   * `scheduler:ListSchedules` are for `*`.
   */
  manageSchedules(grantee: IGrantable): Grant {
    return this.send(grantee).combine(manageSchedules(grantee, this.#beat));
  }

  /** Lets someone read results: `dynamodb:GetItem` and `BatchGetItem` on the table. */
  readResults(grantee: IGrantable): Grant {
    this.#tell(grantee);
    const reading = Grant.addToPrincipal({ grantee, actions: RESULT_ACTIONS, resourceArns: [this.#table.tableArn] });
    const key = this.#table.encryptionKey;
    return key ? reading.combine(key.grant(grantee, ...READ_KEY_ACTIONS)) : reading;
  }

  #tell(grantee: IGrantable): void {
    // By shape and not by class: an app may have another copy of aws-cdk-lib than we see.
    if (!("addEnvironment" in grantee) || typeof grantee.addEnvironment !== "function") return;
    for (const [name, value] of Object.entries(this.#environment)) grantee.addEnvironment(name, value);
  }
}
