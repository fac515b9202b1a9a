import { CloudWatchClient, GetMetricDataCommand, type GetMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { awsQueueMetrics } from "../../../../src/aws/cloudwatch/index.ts";
import { type EmbeddedCloud, startEmbeddedCloud } from "../../../../src/dev/index.ts";
import { FrozenClock, uuidIds } from "../../../../src/runtime/index.ts";
import { readSettings } from "../../../../src/settings/index.ts";

const start = new Date("2026-03-04T05:06:00Z");
let clock: FrozenClock;
let cloud: EmbeddedCloud;

beforeEach(async () => {
  clock = new FrozenClock(start);
  const queues = [{ name: "shop-mail-dead-letters" }, { name: "shop-mail" }];
  cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0, queues, sampleEvery: 10_000 });
});
afterEach(() => cloud.close(0));

function client(): CloudWatchClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return new CloudWatchClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
}

const waiting = { Namespace: "AWS/SQS", MetricName: "ApproximateNumberOfMessagesVisible" };
const ofMail = { ...waiting, Dimensions: [{ Name: "QueueName", Value: "shop-mail" }] };
const order = (Stat: string, more: Partial<GetMetricDataCommandInput> = {}) =>
  new GetMetricDataCommand({
    MetricDataQueries: [{ Id: "q", MetricStat: { Metric: ofMail, Period: 60, Stat } }],
    StartTime: start,
    EndTime: new Date("2026-03-04T06:06:00Z"),
    ...more,
  });

describe("CloudWatch of the embedded cloud", () => {
  it("measures a queue every so often, and answers with the statistics of each minute, the newest first", async () => {
    const queue = cloud.engine.queue("shop-mail");
    await clock.advance(30_000);
    for (const body of ["a", "b", "c"]) queue.send({ body });
    await clock.advance(40_000);
    queue.purge();
    await clock.advance(30_000);

    const { MetricDataResults: [most] = [] } = await client().send(order("Maximum"));
    expect(most).toMatchObject({ Id: "q", Values: [3, 3], StatusCode: "Complete" });
    expect(most?.Timestamps).toEqual([new Date("2026-03-04T05:07:00Z"), new Date("2026-03-04T05:06:00Z")]);
    // In the first minute three of the samples at 10, 20 … 50 seconds are before the send; the sample of a minute's end is the next one's.
    const { MetricDataResults: [mean] = [] } = await client().send(order("Average", { ScanBy: "TimestampAscending" }));
    expect(mean?.Values).toEqual([(0 + 0 + 0 + 3 + 3) / 5, (3 + 3 + 0 + 0 + 0) / 5]);
  });

  it("joins minutes where the period is longer, and leaves out what is not asked about", async () => {
    cloud.engine.queue("shop-mail").send({ body: "a" });
    await clock.advance(10 * 60_000);
    const MetricStat = { Metric: ofMail, Period: 300, Stat: "SampleCount" };
    const EndTime = new Date("2026-03-04T05:15:00Z");
    const wide = order("", { MetricDataQueries: [{ Id: "q", MetricStat }], EndTime, ScanBy: "TimestampAscending" });
    const { MetricDataResults: [counted] = [] } = await client().send(wide);
    // From 05:06 on; the samples of 05:06 begin at its tenth second.
    expect(counted?.Timestamps?.map((time) => time.toISOString().slice(11, 16))).toEqual(["05:05", "05:10"]);
    expect(counted?.Values).toEqual([4 * 6 - 1, 5 * 6]);
  });

  it("keeps a day of it", async () => {
    await clock.advance(25 * 3_600_000);
    const EndTime = new Date("2026-03-06T00:00:00Z");
    const { MetricDataResults: [counted] = [] } = await client().send(order("SampleCount", { EndTime }));
    expect(counted?.Values).toHaveLength(24 * 60);
    expect(counted?.Timestamps?.[0]).toEqual(new Date("2026-03-05T06:06:00Z"));
  }, 30_000);

  it("knows nothing of queues that are not there, nor of other services' metrics", async () => {
    await clock.advance(60_000);
    const stat = { Period: 60, Stat: "Maximum" };
    const other = { ...ofMail, Dimensions: [{ Name: "QueueName", Value: "other" }] };
    const MetricDataQueries = [other, { ...ofMail, Namespace: "AWS/Lambda" }, waiting].map((Metric, index) => {
      return { Id: `q${index}`, MetricStat: { Metric, ...stat } };
    });
    const { MetricDataResults = [] } = await client().send(order("Maximum", { MetricDataQueries }));
    expect(MetricDataResults.map(({ Values }) => Values)).toEqual([[], [], []]);
  });

  it.each([
    ["expressions", { MetricDataQueries: [{ Id: "e", Expression: "SUM(METRICS())" }] }, /no expressions/],
    ["an end before its start", { EndTime: new Date("2026-03-04T05:00:00Z") }, /StartTime must be less/],
    [
      "a percentile",
      { MetricDataQueries: [{ Id: "q", MetricStat: { Metric: ofMail, Period: 60, Stat: "p99" } }] },
      /the statistics Maximum, Minimum/,
    ],
    [
      "less than a minute",
      { MetricDataQueries: [{ Id: "q", MetricStat: { Metric: ofMail, Period: 30, Stat: "Sum" } }] },
      /multiple of 60/,
    ],
  ])("refuses %s", async (_, input, message) => {
    await expect(client().send(order("Maximum", input))).rejects.toThrow(message);
  });
});

describe("the metrics of an app's queues", () => {
  it("are what CloudWatch measured of each and of its dead letters, and nulls where it measured nothing", async () => {
    const settings = readSettings({ name: "shop", endpoint: cloud.endpoint }, {});
    await clock.advance(60_000);
    cloud.engine.queue("shop-mail").send({ body: "a" });
    cloud.engine.queue("shop-mail-dead-letters").send({ body: "b" });
    cloud.engine.queue("shop-mail-dead-letters").send({ body: "c" });
    await clock.advance(119_000);

    const from = start.getTime() - 60_000;
    const range = { from, to: from + 5 * 60_000, step: 60_000 };
    const histories = await awsQueueMetrics(settings).history(["mail", "gone"], range);

    expect(histories).toEqual([
      {
        queue: "mail",
        visible: [null, 0, 1, 1, null],
        oldest: [null, 0, 50, 110, null],
        deadLetters: [null, 0, 2, 2, null],
      },
      {
        queue: "gone",
        ...Object.fromEntries(["visible", "oldest", "deadLetters"].map((c) => [c, Array(5).fill(null)])),
      },
    ]);
  });
});
