import { DescribeTableCommand, DescribeTimeToLiveCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LovageError } from "../../errors/index.ts";
import type { ServiceLink } from "../service-link.ts";
import type { TableFacts } from "./facts.ts";
import { look } from "./seen.ts";

/** The table. @throws LovageError TABLE_NOT_FOUND, and what calls throw */
export async function lookAtTable(
  dynamodb: ServiceLink<DynamoDBClient>,
  TableName: string,
  variable: string,
  emulated: boolean,
): Promise<TableFacts> {
  const absent = (cause: unknown) => new LovageError("TABLE_NOT_FOUND", { table: TableName, variable }, { cause });
  const asked = new DescribeTableCommand({ TableName });
  const { Table } = await dynamodb.call("DescribeTable", (client) => client.send(asked), { absent });
  const types = new Map(
    Table?.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  return {
    name: TableName,
    keys: (Table?.KeySchema ?? []).map(
      ({ AttributeName, KeyType }) => `${AttributeName} ${KeyType} ${types.get(AttributeName)}`,
    ),
    ttl: await look(emulated, async () => {
      const command = new DescribeTimeToLiveCommand({ TableName });
      const answer = await dynamodb.call("DescribeTimeToLive", (client) => client.send(command));
      const { TimeToLiveStatus: status, AttributeName = null } = answer.TimeToLiveDescription ?? {};
      return status === "ENABLED" || status === "ENABLING" ? AttributeName : null;
    }),
  };
}
