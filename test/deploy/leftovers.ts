import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { LambdaClient, paginateListEventSourceMappings, paginateListFunctions } from "@aws-sdk/client-lambda";
import { paginateListSchedules, SchedulerClient } from "@aws-sdk/client-scheduler";
import { paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { listLogGroups } from "./log-groups.ts";

/**
 * What there is in the account, apart from CloudFormation's own word, whose name or source has one of these marks in it:
 * queues, tables, functions, mappings, rules, schedules and log groups.
 */
export async function leftovers(marks: readonly string[]): Promise<string[]> {
  const clients = {
    sqs: new SQSClient({}),
    dynamodb: new DynamoDBClient({}),
    lambda: new LambdaClient({}),
    events: new EventBridgeClient({}),
    scheduler: new SchedulerClient({}),
  };
  const { sqs, dynamodb, lambda, events, scheduler } = clients;
  const found: string[] = [];
  const note = (kind: string, names: readonly (string | undefined)[] = []) => {
    for (const name of names) if (marks.some((mark) => name?.includes(mark))) found.push(`${kind} ${name}`);
  };
  try {
    for await (const page of paginateListQueues({ client: sqs, pageSize: 1000 }, {})) note("queue", page.QueueUrls);
    for await (const page of paginateListTables({ client: dynamodb }, {})) note("table", page.TableNames);
    for await (const page of paginateListFunctions({ client: lambda }, {})) {
      note(
        "function",
        page.Functions?.map(({ FunctionName }) => FunctionName),
      );
    }
    for await (const page of paginateListEventSourceMappings({ client: lambda }, {})) {
      note(
        "mapping",
        page.EventSourceMappings?.map(({ EventSourceArn }) => EventSourceArn),
      );
    }
    let NextToken: string | undefined;
    do {
      const page = await events.send(new ListRulesCommand(NextToken ? { NextToken } : {}));
      note(
        "rule",
        page.Rules?.map(({ Name }) => Name),
      );
      NextToken = page.NextToken;
    } while (NextToken);
    for await (const page of paginateListSchedules({ client: scheduler }, {})) {
      note(
        "schedule",
        page.Schedules?.map(({ Name }) => Name),
      );
    }
    note("log group", await listLogGroups());
    return found;
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
