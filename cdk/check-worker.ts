import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Duration } from "aws-cdk-lib";
import { LONGEST_FUNCTION_TIMEOUT, LONGEST_VISIBILITY, rule } from "../src/settings/index.ts";
import { appRule, checkProps, durationRule, isToken, leftOut, requireProp } from "./check-props.ts";
import { checkMapping, mappingRules } from "./queue-mapping.ts";
import { bundlingRules } from "./worker-bundling.ts";
import { checkNetwork, networkRules } from "./worker-network.ts";
import type { WorkerProps, WorkerQueue } from "./worker-props.ts";

/** The rules for the props of WorkerFunctionProps. */
export const functionRules = {
  ...networkRules,
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

const rules = {
  ...functionRules,
  app: appRule,
  entry: rule.text,
  handler: { allowed: "the name of an export", test: (v: unknown) => typeof v === "string" && /^[\w$]+$/.test(v) },
  projectRoot: rule.text,
  queues: {
    allowed: "a list of queues, { queue, maxConcurrency… }, with one at least",
    test: (v: unknown) => Array.isArray(v) && v.length > 0,
  },
  table: rule.object,
  sendsTo: { allowed: "a list of TaskQueues", test: Array.isArray },
  routes: rule.object,
  beat: rule.object,
  payloads: rule.object,
};

/**
 * Refuses what a worker cannot be, but for what hangs on its timeout.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function checkWorker(where: string, props: WorkerProps): void {
  checkProps(where, props, rules);
  requireProp(where, props, "entry", 'the module that exports the app, such as "src/tasks.ts"');
  checkProps(`${where} bundling`, props.bundling ?? {}, bundlingRules);
  checkNetwork(where, props);
  const projectRoot = resolve(props.projectRoot ?? ".");
  const exists = {
    allowed: `a file, by its path from ${projectRoot}`,
    test: () => existsSync(resolve(projectRoot, props.entry)),
  };
  checkProps(where, props, { ...rules, entry: exists });
}

/**
 * Refuses a queue that does not fit its mapping or its worker's timeout.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function checkWorkerQueue(where: string, { queue, ...mapping }: WorkerQueue, timeout: Duration): void {
  const at = `${where} queue "${queue.name}"`;
  checkProps(at, mapping, mappingRules);
  checkMapping(at, queue.name, mapping);
  if (isToken(timeout)) return;
  const seconds = timeout.toSeconds();
  const why = ": Lambda refuses less than the function's timeout; give the queue functionTimeout";
  const { visibilityTimeout, timeLimit } = queue;
  checkProps(
    at,
    { visibilityTimeout, timeLimit },
    {
      visibilityTimeout: durationRule(seconds, LONGEST_VISIBILITY, why),
      timeLimit: durationRule(1, seconds - 1, ": less than the function's timeout"),
    },
  );
}
