import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { ServiceLink } from "../service-link.ts";
import type { QueueUrls } from "./queue-urls.ts";

/** The ARNs of an app's queues, each asked of SQS once in the life of the process. */
export class QueueArns {
  readonly #sqs: ServiceLink<SQSClient>;
  readonly #urls: QueueUrls;
  readonly #found = new Map<string, string>();

  constructor(sqs: ServiceLink<SQSClient>, urls: QueueUrls) {
    this.#sqs = sqs;
    this.#urls = urls;
  }

  /** @throws LovageError QUEUE_NOT_FOUND */
  async of(queue: string): Promise<string> {
    const known = this.#found.get(queue);
    if (known !== undefined) return known;
    const absent = this.#urls.absent(queue);
    const command = new GetQueueAttributesCommand({
      QueueUrl: await this.#urls.of(queue),
      AttributeNames: ["QueueArn"],
    });
    const { Attributes } = await this.#sqs.call("GetQueueAttributes", (client) => client.send(command), { absent });
    const arn = Attributes?.QueueArn;
    if (arn === undefined) throw absent(undefined);
    this.#found.set(queue, arn);
    return arn;
  }
}
