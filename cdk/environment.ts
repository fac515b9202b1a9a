import { Stack } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { partialResponsesVariable, variables } from "../src/settings/index.ts";
import type { Beat } from "./beat.ts";
import type { ITaskQueue } from "./task-queue.ts";

export interface EnvironmentOptions {
  readonly app: string;
  readonly queues: readonly ITaskQueue[];
  readonly table: ITable;
  /** Queues by task name. */
  readonly routes?: Readonly<Record<string, string>> | undefined;
  /** What schedules are made with. @default none is told of */
  readonly beat?: Beat | undefined;
}

/** The environment of whoever sends an app's tasks and reads their results, as src/settings reads it. */
export function producerEnvironment(scope: Construct, options: EnvironmentOptions): Record<string, string> {
  const { app, queues, table, routes = {}, beat } = options;
  const names = variables(app);
  return {
    [names.queues]: urlsByName(scope, queues, ({ queue }) => queue.queueUrl),
    [names.table]: table.tableName,
    ...(Object.keys(routes).length > 0 ? { [names.routes]: JSON.stringify(routes) } : {}),
    ...(beat && beatEnvironment(beat)),
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

/** The environment of a worker, which also knows the dead-letter queues of what it consumes. */
export function workerEnvironment(
  scope: Construct,
  options: EnvironmentOptions & { readonly consumes: readonly ITaskQueue[] },
): Record<string, string> {
  const { app, consumes } = options;
  return {
    ...producerEnvironment(scope, options),
    [variables(app).deadLetters]: urlsByName(scope, consumes, ({ deadLetterQueue }) => deadLetterQueue.queueUrl),
    // The worker refuses to hand back a failed task unless it is told that Lambda heeds it.
    [partialResponsesVariable]: "1",
  };
}

/** `{"default":"https://…"}` for the template, with the URLs that deployment gives the queues. */
export function urlsByName(
  scope: Construct,
  queues: readonly ITaskQueue[],
  url: (queue: ITaskQueue) => string,
): string {
  return Stack.of(scope).toJsonString(Object.fromEntries(queues.map((queue) => [queue.name, url(queue)])));
}
