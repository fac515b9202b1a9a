import { type CloudWatchClient, GetMetricDataCommand, type MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { LovageError } from "../../errors/index.ts";
import type { HistoryRange, QueueHistory, QueueKind, QueueMetrics } from "../../ports/index.ts";
import type { Settings } from "../../settings/index.ts";
import type { ClientConfig } from "../client-config.ts";
import { ServiceLink } from "../service-link.ts";
import { lookUpQueueUrls } from "../sqs/look-up-queue-urls.ts";
import type { QueueUrls } from "../sqs/queue-urls.ts";
import { sqsClient } from "../sqs/sqs-client.ts";
import { cloudWatchClient } from "./cloudwatch-client.ts";
import { historiesOf, type MeasuredQueue, metricRequests } from "./metric-requests.ts";

/** What SQS has told CloudWatch of an app's queues, minute by minute. Nothing is opened before the first call. */
class AwsQueueMetrics implements QueueMetrics {
  readonly #cloudwatch: ServiceLink<CloudWatchClient>;
  readonly #urls: QueueUrls;

  constructor(cloudwatch: ServiceLink<CloudWatchClient>, urls: QueueUrls) {
    this.#cloudwatch = cloudwatch;
    this.#urls = urls;
  }

  async history(queues: readonly string[], range: HistoryRange): Promise<readonly QueueHistory[]> {
    const measured = await Promise.all(queues.map((queue) => this.#measured(queue)));
    const results: MetricDataResult[] = [];
    for (const request of metricRequests(measured, range)) {
      let NextToken: string | undefined;
      do {
        const command = new GetMetricDataCommand({ ...request, NextToken });
        const page = await this.#cloudwatch.call("GetMetricData", (client) => client.send(command));
        results.push(...(page.MetricDataResults ?? []));
        NextToken = page.NextToken;
      } while (NextToken);
    }
    return historiesOf(measured, results, range);
  }

  async #measured(queue: string): Promise<MeasuredQueue> {
    const [sqsName, deadLetterName] = await Promise.all([this.#name(queue), this.#name(queue, "deadLetters")]);
    return { queue, sqsName, deadLetterName };
  }

  /** The name in SQS, which CloudWatch knows a queue by: the end of its URL. */
  async #name(queue: string, kind?: QueueKind): Promise<string | undefined> {
    try {
      return (await this.#urls.of(queue, kind)).split("/").at(-1);
    } catch (error) {
      if (LovageError.is(error, "QUEUE_NOT_FOUND")) return undefined;
      throw error;
    }
  }
}

/** Opens the metrics of an app's queues in CloudWatch. Who asks needs `cloudwatch:GetMetricData`. */
export function awsQueueMetrics(settings: Settings, given: Partial<ClientConfig> = {}): QueueMetrics {
  const { endpoint } = settings;
  const cloudwatch = new ServiceLink("CloudWatch", endpoint, () => cloudWatchClient(settings, given));
  const sqs = new ServiceLink("SQS", endpoint, () => sqsClient(settings, given));
  return new AwsQueueMetrics(cloudwatch, lookUpQueueUrls(sqs, settings));
}
