import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";

/** What a task's runs have left in the test's own table. */
export interface Runs {
  readonly task: string;
  /** How often its handler was run. */
  readonly runs: number;
  /** The version of the stack that ran it last. */
  readonly version: string;
}

/** All that ran, by the tasks' ids. */
export async function readLedger(table: string): Promise<ReadonlyMap<string, Runs>> {
  const client = new DynamoDBClient({});
  const found = new Map<string, Runs>();
  try {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
      for (const { id, task, runs, version } of Items) {
        found.set(id?.S ?? "", { task: task?.S ?? "", runs: Number(runs?.N), version: version?.S ?? "" });
      }
    }
    return found;
  } finally {
    client.destroy();
  }
}
