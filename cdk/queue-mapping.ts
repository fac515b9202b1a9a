import type { Duration } from "aws-cdk-lib";
import type { ProvisionedPollerConfig } from "aws-cdk-lib/aws-lambda";
import { isFifo, rule } from "../src/settings/index.ts";
import { checkProps, durationRule, isToken, leftOut } from "./check-props.ts";

/** How a worker takes from one of its queues: the props of the event source mapping, in AWS's words. */
export interface QueueMappingProps {
  /**
   * How many messages a batch has at most: 1 to 10,000, on a FIFO queue 1 to 10.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * How long Lambda gathers a batch, up to 300 seconds. Needed above 10 messages; not for FIFO queues. While there is
   * little to do, Lambda may wait up to 20 seconds even if this is less.
   * @default - no waiting.
   */
  readonly maxBatchingWindow?: Duration;
  /**
   * How many invocations the queue can have at once, 2 to 1000: this protects what the tasks use (a database). Each
   * invocation runs as many tasks as the app's `concurrency`.
   * @default - up to 1,250 by AWS, within the account's concurrency.
   */
  readonly maxConcurrency?: number;
  /**
   * Pollers that are always there, paid by the hour, for queues that must scale at once: `minimumPollers` 2 to 200,
   * `maximumPollers` 2 to 2000. Not with `maxConcurrency`.
   * @default - Lambda's own, which cost nothing but their requests.
   */
  readonly provisionedPollerConfig?: ProvisionedPollerConfig;
}

/** The rules for the props of QueueMappingProps. */
export const mappingRules = {
  batchSize: rule.wholeNumber(1, 10_000),
  maxBatchingWindow: durationRule(0, 300),
  maxConcurrency: rule.wholeNumber(2, 1000),
  provisionedPollerConfig: rule.object,
};

/**
 * Refuses what contradicts itself or the queue.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function checkMapping(where: string, queue: string, props: QueueMappingProps): void {
  const { batchSize, maxBatchingWindow, provisionedPollerConfig } = props;
  const mapping = { batchSize, maxBatchingWindow, maxConcurrency: props.maxConcurrency, provisionedPollerConfig };
  checkProps(where, mapping, mappingRules);
  if (isFifo(queue)) {
    checkProps(
      where,
      { batchSize, maxBatchingWindow },
      {
        batchSize: { ...rule.wholeNumber(1, 10), allowed: "a whole number from 1 to 10 on a FIFO queue" },
        maxBatchingWindow: leftOut("a FIFO queue has none"),
      },
    );
  }
  const waits = isToken(maxBatchingWindow) || (maxBatchingWindow?.toSeconds() ?? 0) >= 1;
  if (!waits) {
    const most = { ...rule.wholeNumber(1, 10), allowed: "at most 10 without a maxBatchingWindow of a second or more" };
    checkProps(where, { batchSize }, { batchSize: most });
  }
  if (!provisionedPollerConfig) return;
  const minimum = provisionedPollerConfig.minimumPollers;
  checkProps(`${where} provisionedPollerConfig`, provisionedPollerConfig, {
    minimumPollers: rule.wholeNumber(2, 200),
    // AWS takes 10,000 by now; aws-cdk-lib does not yet.
    maximumPollers: rule.wholeNumber(isToken(minimum) ? 2 : (minimum ?? 2), 2000),
    pollerGroupName: rule.text,
  });
  checkProps(where, mapping, {
    ...mappingRules,
    maxConcurrency: leftOut("provisionedPollerConfig and maxConcurrency exclude each other in Lambda"),
  });
}
