import { type Rule, rule } from "../src/settings/index.ts";
import { anyDuration, appRule, checkProps, leftOut, requireProp } from "./check-props.ts";
import { functionRules } from "./check-worker.ts";
import type { LovageProps, LovageQueueProps } from "./lovage-props.ts";
import { mappingRules } from "./queue-mapping.ts";

const anything = rule.anything;
/** What the constructs below check themselves passes here. */
const codeRules = { entry: anything, handler: anything, projectRoot: anything };
const queueRules = { ...mappingRules, queue: rule.object, timeLimit: anyDuration, visibilityTimeout: anyDuration };

const rules = {
  ...functionRules,
  ...codeRules,
  app: appRule,
  queues: {
    allowed: "queues by name, with one at least",
    test: (v: unknown) => rule.object.test(v) && Object.keys(Object(v)).length > 0,
  },
  workers: rule.object,
  routes: rule.object,
  schedules: rule.flag,
  table: rule.object,
  payloads: {
    allowed: "true, false, or { bucket }",
    test: (v: unknown) => typeof v === "boolean" || (rule.object.test(v) && "bucket" in Object(v)),
  },
  encryptionKey: rule.object,
  pointInTimeRecovery: rule.flag,
  removalPolicy: rule.text,
};

/**
 * Refuses what the parts could not: names that do not fit together, and props that contradict each other.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function checkLovage(props: LovageProps): void {
  checkProps("Lovage", props, rules);
  requireProp("Lovage", props, "app", "the name that the entry gives to createApp");
  const queues = props.queues ?? { default: {} };
  for (const [name, queue] of Object.entries(queues)) {
    checkProps("Lovage queues", { [name]: queue }, { [name]: rule.object });
    checkProps(`Lovage queues["${name}"]`, queue, queueRules);
    if (queue.queue) checkExisting(name, queue);
  }

  const known: Rule = {
    allowed: `one of the queues (${Object.keys(queues).join(", ")})`,
    test: (value) => typeof value === "string" && Object.hasOwn(queues, value),
  };
  for (const [task, queue] of Object.entries(props.routes ?? {})) {
    checkProps("Lovage routes", { [task]: queue }, { [task]: known });
  }

  const taken = new Set<unknown>();
  const free: Rule = {
    allowed: `some of the queues (${Object.keys(queues).join(", ")}), none of them another worker's`,
    test: (name) => known.test(name) && !taken.has(name),
  };
  const some: Rule = { allowed: free.allowed, test: (value) => Array.isArray(value) && value.length > 0 };
  for (const [name, worker] of Object.entries(props.workers ?? {})) {
    const where = `Lovage workers["${name}"]`;
    const notDefault = leftOut(
      '"default" is the worker of the queues that no other worker consumes; its props are Lovage\'s own',
    );
    if (name === "default") checkProps("Lovage workers", { [name]: worker }, { [name]: notDefault });
    checkProps("Lovage workers", { [name]: worker }, { [name]: rule.object });
    checkProps(where, worker, { ...functionRules, ...codeRules, queues: some });
    requireProp(where, worker, "queues", some.allowed);
    for (const queue of worker.queues) {
      checkProps(where, { queues: queue }, { queues: free });
      taken.add(queue);
    }
  }

  const whole = "a prop of the new table; what exists keeps its own";
  if (props.table) {
    checkProps("Lovage", props, { ...rules, pointInTimeRecovery: leftOut(whole), removalPolicy: leftOut(whole) });
  }
}

/** A queue that exists has its own name and times; that these fit its worker is checked with the worker. */
function checkExisting(name: string, { queue, timeLimit, visibilityTimeout }: LovageQueueProps): void {
  const where = `Lovage queues["${name}"]`;
  const own = leftOut("the queue exists, and has its own");
  checkProps(where, { timeLimit, visibilityTimeout }, { timeLimit: own, visibilityTimeout: own });
  const same = {
    allowed: `the key, "${name}": workers and producers know the queue by it`,
    test: (v: unknown) => v === name,
  };
  checkProps(`${where} queue`, { name: queue?.name }, { name: same });
}
