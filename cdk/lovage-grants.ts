import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { LovageError } from "../src/errors/index.ts";
import type { Beat } from "./beat.ts";
import { delayStatements } from "./delay-policy.ts";
import { guardEnvironment } from "./environment-limit.ts";
import { type Conditions, grantOnQueues, grantOnTable } from "./grant-on.ts";
import { lookAtSchedules, manageSchedules } from "./manage-schedules.ts";
import { type AppPayloads, grantPayloads, type PayloadAction } from "./payload-policy.ts";
import type { ITaskQueue } from "./task-queue-base.ts";
import {
  CONSUME_ACTIONS,
  LOOK_ACTIONS,
  MANAGE_ACTIONS,
  READ_KEY_ACTIONS,
  RECORD_ACTIONS,
  RESULT_ACTIONS,
  SEND_KEY_ACTIONS,
  WRITE_KEY_ACTIONS,
} from "./worker-policy.ts";

/** The environments that say where an app is, as src/settings reads them. */
export interface LovageEnvironments {
  /** Of whoever sends tasks or reads results. */
  readonly producer: Readonly<Record<string, string>>;
  /** Of whoever runs tasks, or manages the app: with the dead-letter queues. */
  readonly consumer: Readonly<Record<string, string>>;
}

/**
 * What others may be allowed to do with an app. A function also gets the environment that it needs for it. A grantee of
 * another account, or one that cannot be given a policy here, is let in by the policies of queues and table.
 */
export class LovageGrants {
  readonly #queues: readonly ITaskQueue[];
  readonly #table: ITable;
  readonly #environments: LovageEnvironments;
  readonly #beat: Beat | undefined;
  readonly #payloads: AppPayloads | undefined;

  constructor(
    queues: readonly ITaskQueue[],
    table: ITable,
    environments: LovageEnvironments,
    beat?: Beat,
    payloads?: AppPayloads,
  ) {
    this.#payloads = payloads;
    this.#beat = beat;
    this.#queues = queues;
    this.#table = table;
    this.#environments = environments;
  }

  /**
   * Lets someone send tasks and read their results: `sqs:SendMessage` on the app's queues, `dynamodb:GetItem` and
   * `BatchGetItem` on its table; and lets it keep messages with a long countdown or eta in the app's group of EventBridge
   * Scheduler, and large arguments and results in the app's bucket, where it has one. A function finds all of it by its environment; give a container `lovage.producerEnvironment`.
   */
  send(grantee: IGrantable): Grant {
    return this.#onQueues(grantee, ["sqs:SendMessage"], this.#live)
      .combine(this.readResults(grantee))
      .combine(this.#onPayloads(grantee, ["s3:PutObject"]))
      .combine(this.#delay(grantee));
  }

  /**
   * Lets someone put, enable, disable and remove the app's schedules at run time (`app.beat`), run them now and read their last
   * runs: what `send` lets, and EventBridge's actions on the app's own rules and schedules, with the one role that Scheduler
   * sends with. AWS lets rules and schedules be listed by everyone or no one, so `events:ListRules` and
   * `scheduler:ListSchedules` are for `*`.
   */
  manageSchedules(grantee: IGrantable): Grant {
    if (!this.#beat) {
      const allowed = "called where the app is deployed: the role and the group of its schedules are known there alone";
      throw new LovageError("INVALID_OPTION", {
        option: "manageSchedules",
        where: "grants",
        got: "an imported app",
        allowed,
      });
    }
    return this.send(grantee).combine(manageSchedules(grantee, this.#beat));
  }

  /**
   * Lets someone send tasks with an `idempotencyKey` or a `throttle`: what `send` lets, and `dynamodb:UpdateItem` on those items of
   * the table that are keys. `debounce` revokes what it supersedes, so it needs `revoke`; `singleton` needs no more than `send`.
   */
  reserve(grantee: IGrantable): Grant {
    const keys = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["key#*"] } };
    // Of no key at all "for all" is true, too.
    const given = { Null: { "dynamodb:LeadingKeys": "false" } };
    return this.send(grantee).combine(
      this.#onTable(grantee, ["dynamodb:UpdateItem"], WRITE_KEY_ACTIONS, { ...keys, ...given }),
    );
  }

  /** Lets someone revoke tasks: what `send` lets, and `dynamodb:UpdateItem` on the table. */
  revoke(grantee: IGrantable): Grant {
    return this.send(grantee).combine(this.#onTable(grantee, ["dynamodb:UpdateItem"], WRITE_KEY_ACTIONS));
  }

  /** Lets someone read results: `dynamodb:GetItem` and `BatchGetItem` on the table. */
  readResults(grantee: IGrantable): Grant {
    tell(grantee, this.#environments.producer);
    return this.#onTable(grantee, RESULT_ACTIONS, READ_KEY_ACTIONS).combine(
      this.#onPayloads(grantee, ["s3:GetObject"]),
    );
  }

  /**
   * Lets someone run the app's tasks, as a container with `lovage worker` does: receive, acknowledge, hide and send on
   * the app's queues, send to its dead-letter queues, and keep records in its table. Give the container
   * `lovage.consumerEnvironment`. (The app's own workers may do this already.)
   */
  consume(grantee: IGrantable): Grant {
    tell(grantee, this.#environments.consumer);
    return this.#onQueues(grantee, CONSUME_ACTIONS, this.#live)
      .combine(this.#onQueues(grantee, ["sqs:SendMessage"], [...this.#live, ...this.#dead]))
      .combine(this.#onTable(grantee, RECORD_ACTIONS, WRITE_KEY_ACTIONS))
      .combine(this.#onPayloads(grantee, ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"]))
      .combine(this.#delay(grantee));
  }

  /**
   * Lets someone operate the app, as the command line does: send, look at queues, purge them, look through dead letters,
   * redrive and discard them, read the records and the journal, and revoke.
   */
  manage(grantee: IGrantable): Grant {
    tell(grantee, this.#environments.consumer);
    const all = [...this.#live, ...this.#dead];
    const managing = this.#onQueues(grantee, ["sqs:SendMessage"], this.#live)
      .combine(this.#onQueues(grantee, ["sqs:GetQueueAttributes", "sqs:PurgeQueue"], all))
      .combine(this.#onQueues(grantee, LETTER_ACTIONS, this.#dead))
      .combine(this.#onTable(grantee, MANAGE_ACTIONS, WRITE_KEY_ACTIONS))
      .combine(this.#onPayloads(grantee, ["s3:PutObject", "s3:GetObject"]))
      .combine(this.#delay(grantee));
    const undelivered = this.#beat?.deadLetterQueue;
    return undelivered ? managing.combine(this.#onQueues(grantee, UNDELIVERED_ACTIONS, [undelivered])) : managing;
  }

  /**
   * Lets someone look at everything and change nothing, as a read-only dashboard does: how deep the queues are, dead letters
   * (which hides those for a moment), records, the journal, and schedules.
   */
  look(grantee: IGrantable): Grant {
    tell(grantee, this.#environments.consumer);
    const looking = this.#onQueues(grantee, ["sqs:GetQueueAttributes"], [...this.#live, ...this.#dead])
      .combine(this.#onQueues(grantee, LOOK_AT_LETTERS, this.#dead))
      .combine(this.#onTable(grantee, LOOK_ACTIONS, READ_KEY_ACTIONS));
    if (!this.#beat) return looking;
    return looking
      .combine(this.#onQueues(grantee, LOOK_AT_UNDELIVERED, [this.#beat.deadLetterQueue]))
      .combine(lookAtSchedules(grantee, this.#beat));
  }

  /** Not at once, but later, by Scheduler. */
  #delay(grantee: IGrantable): Grant {
    const statements = this.#beat ? delayStatements(this.#beat) : [];
    const [first, ...others] = statements.map(({ actions, resources, conditions }) =>
      Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions }),
    );
    return others.reduce((all, grant) => all.combine(grant), first ?? Grant.drop(grantee, "nothing to delay with"));
  }

  #onPayloads(grantee: IGrantable, actions: readonly PayloadAction[]): Grant {
    const payloads = this.#payloads;
    return payloads ? grantPayloads(grantee, actions, payloads) : Grant.drop(grantee, "nothing is kept in S3");
  }

  get #live(): IQueue[] {
    return this.#queues.map(({ queue }) => queue);
  }

  get #dead(): IQueue[] {
    return this.#queues.map(({ deadLetterQueue }) => deadLetterQueue);
  }

  #onQueues(grantee: IGrantable, actions: string[], queues: readonly IQueue[]): Grant {
    const keys = new Set(queues.flatMap(({ encryptionMasterKey }) => encryptionMasterKey ?? []));
    const calling = grantOnQueues(grantee, actions, queues);
    return [...keys].reduce((all, key) => all.combine(key.grant(grantee, ...SEND_KEY_ACTIONS)), calling);
  }

  #onTable(grantee: IGrantable, actions: string[], keyActions: string[], conditions?: Conditions): Grant {
    const key = this.#table.encryptionKey;
    const grant = grantOnTable(grantee, actions, this.#table, conditions);
    return key ? grant.combine(key.grant(grantee, ...keyActions)) : grant;
  }
}

/** How dead letters are looked at: they are received, and given back. */
const LOOK_AT_LETTERS = ["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"];
const LOOK_AT_UNDELIVERED = ["sqs:GetQueueUrl", "sqs:GetQueueAttributes", ...LOOK_AT_LETTERS];

/** What is done with dead letters: looked at, discarded, redriven one by one or by SQS's own task. */
const LETTER_ACTIONS = [
  "ReceiveMessage",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "StartMessageMoveTask",
  "ListMessageMoveTasks",
  "CancelMessageMoveTask",
].map((action) => `sqs:${action}`);

function tell(grantee: IGrantable, environment: Readonly<Record<string, string>>): void {
  // By shape and not by class: an app may have another copy of aws-cdk-lib than we see.
  if (!("addEnvironment" in grantee) || typeof grantee.addEnvironment !== "function") return;
  for (const [name, value] of Object.entries(environment)) grantee.addEnvironment(name, value);
  guardEnvironment(grantee);
}

/** The environment names the queue of what was not delivered by its ARN, and SQS is asked for its URL. */
const UNDELIVERED_ACTIONS = [
  "GetQueueUrl",
  "GetQueueAttributes",
  "ReceiveMessage",
  "ChangeMessageVisibility",
  "DeleteMessage",
].map((action) => `sqs:${action}`);
