import type { Duration, Size } from "aws-cdk-lib";
import type { Architecture, ILayerVersion, Tracing } from "aws-cdk-lib/aws-lambda";
import type { RetentionDays } from "aws-cdk-lib/aws-logs";
import { LONGEST_FUNCTION_TIMEOUT, rule } from "../src/settings/index.ts";
import { durationRule, leftOut } from "./check-props.ts";
import type { WorkerBundling } from "./worker-bundling.ts";

/** What can be said of a worker's function, in Lambda's words. */
export interface WorkerFunctionProps {
  /**
   * How long an invocation may run: up to 900 seconds, and longer than the time limits of its queues. Before it ends,
   * unfinished tasks are given back.
   * @default - the longest time limit of its queues and ten seconds; 60 seconds where none has one.
   */
  readonly timeout?: Duration;
  /**
   * Memory in MB, 128 to 10,240, and with it the share of a processor (one at 1,769).
   * @default 512 - below, Node starts and parses noticeably slower for a saving that tasks that wait do not see.
   */
  readonly memorySize?: number;
  /**
   * The size of /tmp.
   * @default - 512 MB
   */
  readonly ephemeralStorageSize?: Size;
  /**
   * The processor. Native modules must be built for it.
   * @default Architecture.ARM_64 - a fifth cheaper.
   */
  readonly architecture?: Architecture;
  /**
   * Environment variables of your own. Lambda allows 4 KB in all, with those that name queues and table.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Layers, for modules that are not bundled.
   * @default - none
   */
  readonly layers?: ILayerVersion[];
  /**
   * X-Ray.
   * @default Tracing.DISABLED
   */
  readonly tracing?: Tracing;
  /**
   * How long log lines are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
  /**
   * How the code is bundled.
   * @default - minified, everything bundled.
   */
  readonly bundling?: WorkerBundling;
  /**
   * Refused. A function at its reserved concurrency throttles what its queue has already received, and each such
   * receive brings a message that nobody has tried closer to the dead-letter queue. Bound the queue instead, by its
   * `maxConcurrency`.
   * @default - none: the account's concurrency
   */
  readonly reservedConcurrentExecutions?: never;
}

/** The rules for the props of WorkerFunctionProps. */
export const functionRules = {
  timeout: durationRule(1, LONGEST_FUNCTION_TIMEOUT),
  memorySize: rule.wholeNumber(128, 10_240),
  ephemeralStorageSize: rule.object,
  architecture: rule.object,
  environment: rule.object,
  layers: { allowed: "a list of layers", test: Array.isArray },
  tracing: rule.text,
  logRetention: { allowed: "one of RetentionDays", test: Number.isInteger },
  bundling: rule.object,
  reservedConcurrentExecutions: leftOut(
    "reserved concurrency throttles messages into the dead-letter queue untried; set maxConcurrency (2 to 1000) on the queue",
  ),
};
