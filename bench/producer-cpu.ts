/*
 * What Lovage adds to a send: CPU per message of `delayMany` beside a bare loop of SendMessageBatch with bodies that are
 * ready-made, both on the SDK's own client with a transport that answers at once. The bare loop is told the same about
 * checksums as ours. The two take turns, so that what the machine does besides falls on both.
 */
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsAdapters } from "../src/aws/index.ts";
import { createApp } from "../src/index.ts";
import { stubHandler } from "./stub-handler.ts";
import { median, mustHold, printTable } from "./table.ts";

const MESSAGES = 20_000;
const ROUNDS = 9;
const LIMIT = 1.15;
const QueueUrl = "https://sqs.eu-north-1.amazonaws.com/123456789012/bench-default";

process.env.AWS_REGION = "eu-north-1";
process.env.AWS_ACCESS_KEY_ID = "bench";
process.env.AWS_SECRET_ACCESS_KEY = "bench";

const bodies: string[] = [];
const handler = stubHandler(({ input }) => {
  if (bodies.length < 10)
    for (const entry of input.Entries as { MessageBody: string }[]) bodies.push(entry.MessageBody);
});

const app = createApp({ name: "bench", queues: { default: { url: QueueUrl } }, logLevel: "silent" });
const add = app.task("add", (x: number, y: number) => x + y);
app.connect(awsAdapters(app.settings, app.runtime, { requestHandler: handler as never }));

const bareClient = (md5: boolean) =>
  new SQSClient({ requestHandler: handler as never, ...(md5 ? {} : { md5: false as const }) });
const [withMd5, withoutMd5] = [bareClient(true), bareClient(false)];
const bare = (client: SQSClient) => async () => {
  for (let sent = 0; sent < MESSAGES; sent += 10) {
    const Entries = bodies.slice(sent, sent + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
};
const argsList = Array.from({ length: MESSAGES }, (_, n) => [n, n] as [number, number]);
const lovage = async () => void (await add.delayMany(argsList));

const runs: Record<string, () => Promise<void>> = {
  "lovage: delayMany": lovage,
  "bare SDK loop": bare(withMd5),
  "bare SDK loop, md5 off": bare(withoutMd5),
};
const cpu: Record<string, number[]> = {};
for (let round = -1; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(runs)) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    // The first round only warms up.
    if (round >= 0) cpu[name] = [...(cpu[name] ?? []), (user + system) / MESSAGES];
  }
}

const of = (name: string) => median(cpu[name] ?? []);
const ours = of("lovage: delayMany");
printTable(
  ["", "CPU per message (µs, median)", "ratio to it"],
  Object.keys(runs).map((name) => [name, of(name).toFixed(2), (ours / of(name)).toFixed(3)]),
);
// Our client's own setting, without checksums, makes the second loop the one of like with like.
const ratio = ours / of("bare SDK loop, md5 off");
mustHold(`a message costs at most ${LIMIT} of the bare loop's CPU (${ratio.toFixed(3)})`, ratio <= LIMIT);
