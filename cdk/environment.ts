import { Stack, Token, TokenComparison } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { partialResponsesVariable, variables } from "../src/settings/index.ts";
import type { Beat } from "./beat.ts";
import type { ITaskQueue } from "./task-queue-base.ts";

/** The parts of an app that its environment names. */
export interface EnvironmentOptions {
  readonly app: string;
  readonly queues: readonly ITaskQueue[];
  readonly table: ITable;
  /** Queues by task name. */
  readonly routes?: Readonly<Record<string, string>> | undefined;
  /** What schedules are made with. @default none is told of */
  readonly beat?: Beat | undefined;
  /** Where large arguments and results are kept. @default nowhere */
  readonly payloads?: IBucket | undefined;
}

/** The environment of whoever sends an app's tasks and reads their results, as src/settings reads it. */
export function producerEnvironment(scope: Construct, options: EnvironmentOptions): Record<string, string> {
  const { app, queues, table, routes = {}, beat, payloads } = options;
  const names = variables(app);
  return {
    [names.queues]: relativeUrls(scope, queues, ({ queue }) => queue),
    [names.table]: table.tableName,
    ...(Object.keys(routes).length > 0 ? { [names.routes]: JSON.stringify(routes) } : {}),
    ...(beat && beatEnvironment(beat)),
    ...(payloads && { [names.payloadBucket]: payloads.bucketName }),
  };
}

/** Where schedules are made, and with what: for whoever puts some at run time. */
export function beatEnvironment({ app, group, role, deadLetterQueue }: Beat): Record<string, string> {
  const names = variables(app);
  return {
    [names.beatRole]: role.roleArn,
    [names.beatDeadLetters]: deadLetterQueue.queueArn,
    [names.scheduleGroup]: group.ref,
  };
}

/** The environment of whoever runs tasks or buries them, which also knows the dead-letter queues of what it consumes. */
export function consumerEnvironment(
  scope: Construct,
  options: EnvironmentOptions & { readonly consumes: readonly ITaskQueue[] },
): Record<string, string> {
  const { app, consumes } = options;
  return {
    ...producerEnvironment(scope, options),
    [variables(app).deadLetters]: relativeUrls(scope, consumes, ({ deadLetterQueue }) => deadLetterQueue),
  };
}

/** The environment of a worker, whose mappings report batch item failures. */
export function workerEnvironment(...args: Parameters<typeof consumerEnvironment>): Record<string, string> {
  // The worker refuses to hand back a failed task unless it is told that Lambda heeds it.
  return { ...consumerEnvironment(...args), [partialResponsesVariable]: "1" };
}

/**
 * As below, but of the first one alone the whole URL, and of those beside it their names: relative to the first, as
 * links of a page are to the page. Lambda allows 4 KB of environment, and whole URLs fill it with half as many queues.
 */
function relativeUrls(scope: Construct, queues: readonly ITaskQueue[], queueOf: (queue: ITaskQueue) => IQueue): string {
  const first = queues[0] && queueOf(queues[0]);
  return urlsByName(scope, queues, (each) => {
    const queue = queueOf(each);
    const beside = first !== undefined && queue !== first && isBeside(queue, first);
    return beside ? queueNameOf(queue) : queue.queueUrl;
  });
}

/** Whether two queues are of one account and region, so that their URLs differ by their names alone. */
function isBeside(queue: IQueue, first: IQueue): boolean {
  const same = (one: string, other: string) => {
    const comparison = Token.compareStrings(one, other);
    return comparison === TokenComparison.SAME || comparison === TokenComparison.BOTH_UNRESOLVED;
  };
  return same(queue.env.account, first.env.account) && same(queue.env.region, first.env.region);
}

/** A queue's name, written out where it is known: a reference to it would be as long as the environment's limit is short. */
function queueNameOf(queue: IQueue): string {
  const resource = queue.node.defaultChild;
  const written = resource && "queueName" in resource ? resource.queueName : undefined;
  return typeof written === "string" ? written : queue.queueName;
}

/** `{"default":"https://…"}` for the template, with the URLs that deployment gives the queues. */
export function urlsByName(
  scope: Construct,
  queues: readonly ITaskQueue[],
  url: (queue: ITaskQueue) => string,
): string {
  return Stack.of(scope).toJsonString(Object.fromEntries(queues.map((queue) => [queue.name, url(queue)])));
}
