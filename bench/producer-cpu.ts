/*
 * What Lovage adds to a send: CPU per message of `delayMany` beside a bare loop of SendMessageBatch, both on the SDK's own
 * client with a transport that answers at once. The bare loop does what every sender has to do, one JSON.stringify for
 * each message, of the very envelope that Lovage sends, and nothing else: no ids, no checks, no handles. The two take turns,
 * so that what the machine does besides falls on both.
 */
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsAdapters } from "../src/aws/index.ts";
import { createApp } from "../src/index.ts";
import { stubHandler } from "./stub-handler.ts";
import { median, mustHold, printTable } from "./table.ts";

const MESSAGES = 5_000;
const ROUNDS = 25;
const LIMIT = 1.25;
const QueueUrl = "https://sqs.eu-north-1.amazonaws.com/123456789012/bench-default";

process.env.AWS_REGION = "eu-north-1";
process.env.AWS_ACCESS_KEY_ID = "bench";
process.env.AWS_SECRET_ACCESS_KEY = "bench";

const envelopes: unknown[] = [];
const handler = stubHandler(({ input }) => {
  if (envelopes.length < MESSAGES)
    for (const entry of input.Entries as { MessageBody: string }[]) envelopes.push(JSON.parse(entry.MessageBody));
});

const app = createApp({ name: "bench", queues: { default: { url: QueueUrl } }, logLevel: "silent" });
const add = app.task("add", (x: number, y: number) => x + y);
app.connect(awsAdapters(app.settings, app.runtime, { requestHandler: handler as never }));

const bareClient = (md5: boolean) =>
  new SQSClient({ requestHandler: handler as never, ...(md5 ? {} : { md5: false as const }) });
const [withMd5, withoutMd5] = [bareClient(true), bareClient(false)];
const bare = (client: SQSClient) => async () => {
  for (let sent = 0; sent < MESSAGES; sent += 10) {
    const batch = envelopes.slice(sent, sent + 10);
    const Entries = batch.map((envelope, index) => ({ Id: String(index), MessageBody: JSON.stringify(envelope) }));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
};
// A hundred at a time, as a web request or a loop over pages would send them.
const lists = Array.from({ length: 100 }, (_, n) => [n, n] as [number, number]);
const lovage = async () => {
  for (let sent = 0; sent < MESSAGES; sent += lists.length) await add.delayMany(lists);
};

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

const of = (name: string) => cpu[name] ?? [];
// Each round by itself: what the machine does besides falls on both sides of a ratio.
const ratioTo = (name: string) =>
  median(of("lovage: delayMany").map((ours, round) => ours / (of(name)[round] ?? Number.NaN)));
printTable(
  ["", "CPU per message (µs, median)", "Lovage to it (median of rounds)"],
  Object.keys(runs).map((name) => [name, median(of(name)).toFixed(2), ratioTo(name).toFixed(3)]),
);
// The bare loop is the SDK as it comes. Ours does not add up MD5s, which TLS makes needless; the third row is the loop on
// the same terms, so that nobody takes that saving for a saving of the framework.
const ratio = ratioTo("bare SDK loop");
mustHold(`a message costs at most ${LIMIT} of the bare loop's CPU (${ratio.toFixed(3)})`, ratio <= LIMIT);
