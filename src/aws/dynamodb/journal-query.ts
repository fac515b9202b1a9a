import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import type { JournalRange } from "../../ports/index.ts";
import { journalPartition, journalTime } from "./journal-key.ts";

/** The query for the entries of one minute and shard from `from` on and before `to`. Pure. */
export function journalQuery(table: string, minute: number, shard: number, range: JournalRange): QueryCommandInput {
  return {
    TableName: table,
    ...(range.newestFirst && { ScanIndexForward: false }),
    KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :from AND :to",
    ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
    ExpressionAttributeValues: {
      ":pk": { S: journalPartition(minute, shard) },
      ":from": { S: journalTime(Math.ceil(Math.max(range.from, minute))) },
      // No entry has this key itself: those of that millisecond are longer, and sort behind it.
      ":to": { S: journalTime(Math.ceil(Math.min(range.to, minute + 60_000))) },
    },
  };
}
