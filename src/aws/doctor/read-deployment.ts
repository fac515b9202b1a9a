import { GetScheduleGroupCommand } from "@aws-sdk/client-scheduler";
import { isFifo, type Settings, variables } from "../../settings/index.ts";
import { schedulerClient } from "../beat/scheduler-client.ts";
import { cloudWatchClient } from "../cloudwatch/cloudwatch-client.ts";
import { dynamodbClient } from "../dynamodb/dynamodb-client.ts";
import { ServiceLink } from "../service-link.ts";
import { lookUpQueueUrls } from "../sqs/look-up-queue-urls.ts";
import { sqsClient } from "../sqs/sqs-client.ts";
import type { DeploymentFacts, QueueFacts } from "./facts.ts";
import { isEmulated } from "./is-emulated.ts";
import { lambdaClient } from "./lambda-client.ts";
import { lookAtAlarms } from "./look-at-alarms.ts";
import { lookAtFunction, lookAtMappings } from "./look-at-lambda.ts";
import { lookAtQueue } from "./look-at-queues.ts";
import { lookAtTable } from "./look-at-table.ts";
import { look, lookOn } from "./seen.ts";

/**
 * Looks at an app's deployment, and changes nothing.
 *
 * @param names - the app's names for its queues
 * @throws LovageError ENDPOINT_UNREACHABLE, NO_CREDENTIALS, AWS_REFUSED
 */
export async function readDeployment(settings: Settings, names: readonly string[]): Promise<DeploymentFacts> {
  const { endpoint, beatRole, scheduleGroup } = settings;
  const emulated = isEmulated(settings);
  const sqs = new ServiceLink("SQS", endpoint, () => sqsClient(settings, {}));
  const dynamodb = new ServiceLink("DynamoDB", endpoint, () => dynamodbClient(settings, {}));
  const lambda = new ServiceLink("Lambda", endpoint, () => lambdaClient(settings));
  const cloudWatch = new ServiceLink("CloudWatch", endpoint, () => cloudWatchClient(settings, {}));
  const scheduler = new ServiceLink("EventBridge Scheduler", endpoint, () => schedulerClient(settings, {}));
  const urls = lookUpQueueUrls(sqs, settings);
  const queueOf = async (name: string): Promise<QueueFacts> => {
    const [queue, deadLetters] = await Promise.all([
      look(emulated, () => lookAtQueue(sqs, urls, name)),
      look(emulated, () => lookAtQueue(sqs, urls, name, "deadLetters")),
    ]);
    const mappings = await lookOn(queue, ({ arn }) => look(emulated, () => lookAtMappings(lambda, arn)));
    return { name, fifo: isFifo(name), queue, deadLetters, mappings };
  };
  const group = () =>
    scheduler.call("GetScheduleGroup", async (client) => {
      return (await client.send(new GetScheduleGroupCommand({ Name: scheduleGroup }))).State;
    });
  const [queues, table, alarms, is, undelivered] = await Promise.all([
    Promise.all(names.map(queueOf)),
    look(emulated, () => lookAtTable(dynamodb, settings.table, variables(settings.name).table, emulated)),
    look(emulated, () => lookAtAlarms(cloudWatch)),
    look(emulated, group),
    settings.beatDeadLetters === undefined
      ? undefined
      : look(emulated, () => lookAtQueue(sqs, urls, "", "undelivered")),
  ]);
  const used = queues.flatMap(({ mappings }) => (mappings.kind === "seen" ? mappings.value : []));
  const functions = await Promise.all(
    [...new Set(used.map((mapping) => mapping.function))].map(async (name) => {
      return [name, await look(emulated, () => lookAtFunction(lambda, name, emulated))] as const;
    }),
  );
  return {
    ...{ queues, table, alarms, beatRole, undelivered },
    functions: Object.fromEntries(functions),
    scheduleGroup: { name: scheduleGroup, is },
  };
}
