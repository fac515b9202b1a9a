/*
 * What each thing costs in calls of AWS and in write units of DynamoDB: exact counts, taken where the SDK would have gone to
 * the network.
 */

import { itemBytes, writeUnits } from "../src/aws/dynamodb/item-size.ts";
import { awsAdapters } from "../src/aws/index.ts";
import { createApp } from "../src/index.ts";
import type { SqsEvent } from "../src/lambda/index.ts";
import { createWorker } from "../src/worker.ts";
import { type SeenCall, stubHandler } from "./stub-handler.ts";
import { mustHold, printTable } from "./table.ts";

process.env.AWS_REGION = "eu-north-1";
process.env.AWS_ACCESS_KEY_ID = "bench";
process.env.AWS_SECRET_ACCESS_KEY = "bench";

const url = "https://sqs.eu-north-1.amazonaws.com/123456789012/bench-default";
const seen: SeenCall[] = [];
const requestHandler = stubHandler((call) => seen.push(call)) as never;

const app = createApp({ name: "bench", queues: { default: { url } }, logLevel: "silent" });
const tasks = {
  full: app.task("orders.confirm", { track: "full" }, (n: number) => n),
  final: app.task("orders.confirm-final", { track: "final" }, (n: number) => n),
  none: app.task("orders.confirm-none", { track: "none" }, (n: number) => n),
  text: app.task("orders.describe", { keepArguments: 4_096 }, (_text: string) => null),
};
app.connect(awsAdapters(app.settings, app.runtime, { requestHandler }));
const handler = createWorker({ app });

const context = {
  logStreamName: "bench",
  functionName: "bench",
  awsRequestId: "bench",
  getRemainingTimeInMillis: () => 60_000,
};
const rows: (string | number)[][] = [];
const count = async (what: string, expected: Record<string, number>, run: () => Promise<unknown>, units?: number) => {
  seen.length = 0;
  await run();
  const calls: Record<string, number> = {};
  for (const { operation } of seen) calls[operation] = (calls[operation] ?? 0) + 1;
  const written = units === undefined ? "" : unitsWritten();
  rows.push([
    what,
    Object.entries(calls)
      .map(([name, n]) => `${n} ${name}`)
      .join(", "),
    written,
  ]);
  const told = (record: Record<string, number>) => JSON.stringify(Object.entries(record).sort());
  mustHold(`${what}: ${Object.values(expected).reduce((a, b) => a + b, 0)} calls`, told(calls) === told(expected));
  if (units !== undefined) mustHold(`${what}: ${units} write units`, written === units);
};

await count("delay", { SendMessage: 1 }, () => tasks.full.delay(1));
for (const n of [1, 10, 11, 100, 101]) {
  const lists = Array.from({ length: n }, (_, i) => [i] as [number]);
  await count(`delayMany(${n})`, { SendMessageBatch: Math.ceil(n / 10) }, () => tasks.full.delayMany(lists));
}
const [full, final, none] = [await batchOf("full"), await batchOf("final"), await batchOf("none")];
await count('a batch of 10, track "full"', { UpdateItem: 20, BatchWriteItem: 1 }, () => handler(full, context));
await count('a batch of 10, track "final"', { BatchWriteItem: 1 }, () => handler(final, context), 11);
await count('a batch of 10, track "none"', { BatchWriteItem: 1 }, () => handler(none, context), 1);
printTable(["", "calls of AWS", "write units"], rows);

/** What a record comes to with the arguments that it keeps: the claim's write and the settlement's. */
const sizes: (string | number)[][] = [];
for (const [length, units] of [
  [0, 2],
  [300, 2],
  [500, 2],
  [4_000, 10],
] as const) {
  const event = await eventOf([["x".repeat(length)]], tasks.text);
  seen.length = 0;
  await handler(event, context);
  const [claimed = 0, settled = 0] = updatedSizes();
  const cost = Math.ceil(claimed / 1_024) + Math.ceil(settled / 1_024);
  sizes.push([`${length + 4} bytes`, claimed, settled, cost]);
  mustHold(`arguments of ${length + 4} bytes: ${units} write units`, cost === units);
}
printTable(["arguments", "claimed, bytes", "settled, bytes", "write units"], sizes);

/** The write units of the batch writes that were seen: each item by itself, in steps of 1 KB. */
function unitsWritten(): number {
  type Item = Record<string, { S?: string; N?: string; B?: string }>;
  type Write = { RequestItems?: Record<string, { PutRequest: { Item: Item } }[]> };
  const puts = seen.flatMap(({ input }) => Object.values((input as Write).RequestItems ?? {}).flat());
  // On the wire bytes are base64.
  const bytes = ({ B, ...rest }: Item[string]) => (B === undefined ? rest : { B: Buffer.from(B, "base64") });
  const items = puts.map(({ PutRequest }) =>
    Object.entries(PutRequest.Item).map(([name, value]) => [name, bytes(value)]),
  );
  return items.reduce((units, entries) => units + writeUnits(Object.fromEntries(entries)), 0);
}

/** The sizes of the one record after each of its updates that were seen: what they set, but for what they remove. */
function updatedSizes(): number[] {
  type Update = { Key?: object; UpdateExpression?: string; ExpressionAttributeValues?: Record<string, object> };
  const item: Record<string, never> = {};
  return seen.flatMap(({ operation, input }) => {
    if (operation !== "UpdateItem") return [];
    const { Key = {}, UpdateExpression = "", ExpressionAttributeValues: values = {} } = input as Update;
    Object.assign(item, Key);
    for (const [name, value] of Object.entries(values)) {
      if (name !== ":zero" && name !== ":one" && !name.startsWith(":if"))
        Object.assign(item, { [name.slice(1)]: value });
    }
    if (values[":one"]) Object.assign(item, { attempt: { N: "1" } });
    for (const name of UpdateExpression.split(" REMOVE ")[1]?.split(", ") ?? []) delete item[name.slice(1)];
    return [itemBytes(item)];
  });
}

/** The event of a mapping with ten messages of a task, as they were sent. */
function batchOf(track: "full" | "final" | "none"): Promise<SqsEvent> {
  return eventOf(
    Array.from({ length: 10 }, (_, n) => [n] as [number]),
    tasks[track],
  );
}

/** The event of a mapping with messages of a task, as they were sent. */
async function eventOf<A>(
  lists: A[],
  task: { delayMany: (lists: readonly A[]) => Promise<unknown> },
): Promise<SqsEvent> {
  seen.length = 0;
  await task.delayMany(lists);
  const entries = seen.flatMap(({ input }) => input.Entries as { MessageBody: string }[]);
  const attributes = { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) };
  const eventSourceARN = "arn:aws:sqs:eu-north-1:123456789012:bench-default";
  const Records = entries.map(({ MessageBody: body }, index) => {
    const ids = { messageId: `message-${index}`, receiptHandle: `receipt-${index}` };
    return { ...ids, body, attributes, messageAttributes: {}, eventSourceARN };
  });
  return { Records };
}
