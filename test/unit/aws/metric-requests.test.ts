import { describe, expect, it } from "vitest";
import { historiesOf, metricRequests } from "../../../src/aws/cloudwatch/metric-requests.ts";

const from = Date.UTC(2026, 2, 4, 5);
const range = { from, to: from + 300_000, step: 60_000 };
const measured = (queue: string) => ({ queue, sqsName: `shop-${queue}`, deadLetterName: `shop-${queue}-dead-letters` });

describe("the requests for queues' history", () => {
  it("ask for three metrics of each queue, by the names of SQS", () => {
    const [request, ...others] = metricRequests([measured("mail")], range);
    expect(others).toEqual([]);
    expect(request).toMatchObject({ StartTime: new Date(from), EndTime: new Date(range.to) });
    const asked = (request?.MetricDataQueries ?? []).map(({ MetricStat }) => [
      MetricStat?.Metric?.MetricName,
      MetricStat?.Metric?.Dimensions?.[0]?.Value,
      MetricStat?.Period,
    ]);
    expect(asked).toEqual([
      ["ApproximateNumberOfMessagesVisible", "shop-mail", 60],
      ["ApproximateAgeOfOldestMessage", "shop-mail", 60],
      ["ApproximateNumberOfMessagesVisible", "shop-mail-dead-letters", 60],
    ]);
  });

  it("are several where there are more queries than CloudWatch takes at once, and none for what could not be found", () => {
    const many = Array.from({ length: 200 }, (_, index) => measured(`q${index}`));
    expect(metricRequests(many, range).map(({ MetricDataQueries = [] }) => MetricDataQueries.length)).toEqual([
      500, 100,
    ]);
    expect(metricRequests([{ queue: "gone", sqsName: undefined, deadLetterName: undefined }], range)).toEqual([]);
  });

  it("are answered in pages, whose points go to their own steps", () => {
    const at = (minute: number) => new Date(from + minute * 60_000);
    const results = [
      { Id: "visible_0", Timestamps: [at(0), at(2)], Values: [4, 5] },
      { Id: "visible_0", Timestamps: [at(4), at(5), at(-1)], Values: [6, 7, 8] },
      { Id: "oldest_1", Timestamps: [at(1)], Values: [12.5] },
    ];
    const none = [null, null, null, null, null];
    expect(historiesOf([measured("a"), measured("b")], results, range)).toEqual([
      { queue: "a", visible: [4, null, 5, null, 6], oldest: none, deadLetters: none },
      { queue: "b", visible: none, oldest: [null, 12.5, null, null, null], deadLetters: none },
    ]);
  });
});
