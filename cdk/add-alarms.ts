import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { type Rule, rule } from "../src/settings/index.ts";
import { checkProps, durationRule } from "./check-props.ts";
import type { LovageBase } from "./lovage-base.ts";

/** When an alarm goes off, and whom it tells. Each can be switched off by `false`. */
export interface LovageAlarmProps {
  /**
   * A topic to tell when an alarm goes off, and when it is over.
   * @default - none; the alarms are seen in the console.
   */
  readonly topic?: ITopic;
  /**
   * What else is done when an alarm goes off.
   * @default - nothing
   */
  readonly alarmActions?: IAlarmAction[];
  /**
   * How old the oldest message of a queue may be, for five minutes on end. A message that waits for its retry is
   * waiting too: give queues with a long backoff more than that.
   * @default Duration.minutes(15) - longer than any short countdown; what is older, the workers do not keep up with.
   */
  readonly oldestMessageAge?: Duration | false;
  /**
   * How many dead letters of a queue make an alarm, and how many ticks of schedules that could not be delivered.
   * @default 1 - each is a task that failed for good or a message that nobody could read, and waits for a person.
   */
  readonly deadLetters?: number | false;
  /**
   * How many invocations of a worker that died within five minutes make an alarm: out of memory, out of time, or not
   * started at all. Tasks that fail are not among them.
   * @default 1 - a worker ends each invocation in good order, whatever its tasks do.
   */
  readonly errors?: number | false;
  /**
   * How many throttled invocations of a worker within five minutes make an alarm, three times on end.
   * @default 1 - Lambda tries a short burst again by itself; what lasts a quarter of an hour is the account's concurrency used up.
   */
  readonly throttles?: number | false;
  /**
   * How many invocations that Lambda dropped as a loop within five minutes make an alarm.
   * @default 1 - workers are allowed their loops, so there should be none: somebody has taken that from the function.
   */
  readonly recursiveInvocationsDropped?: number | false;
}

const count: Rule = {
  allowed: "a whole number from 1, or false for no such alarm",
  test: (v) => v === false || rule.wholeNumber(1, Number.MAX_SAFE_INTEGER).test(v),
};
const age = durationRule(1, 1_209_600, ", or false for no such alarm");
const rules = {
  topic: rule.object,
  alarmActions: { allowed: "a list of alarm actions", test: Array.isArray },
  oldestMessageAge: { ...age, test: (v: unknown) => v === false || age.test(v) },
  deadLetters: count,
  errors: count,
  throttles: count,
  recursiveInvocationsDropped: count,
};

/** An alarm to be made. */
interface Watch {
  readonly id: string;
  readonly metric: Metric;
  readonly threshold: number | false;
  readonly evaluationPeriods: number;
  /** What has happened, and what to do. */
  readonly description: string;
}

const five = { period: Duration.minutes(5), statistic: "Sum" };
const minute = { period: Duration.minutes(1) };

/**
 * Makes the alarms of an app. None of them goes off for want of data: SQS and Lambda send none while nothing happens.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function addAlarms(lovage: LovageBase, props: LovageAlarmProps): Alarm[] {
  checkProps("addAlarms", props, rules);
  const scope = new Construct(lovage, "Alarms");
  const watches = [...queueWatches(lovage, props), ...workerWatches(lovage, props), ...beatWatches(lovage, props)];
  return watches.flatMap((watch) => {
    const { id, metric, threshold, evaluationPeriods, description } = watch;
    if (threshold === false) return [];
    const alarm = new Alarm(scope, id, {
      metric,
      threshold,
      evaluationPeriods,
      alarmDescription: `Lovage app "${lovage.app}": ${description}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (props.topic) {
      alarm.addAlarmAction(new SnsAction(props.topic));
      alarm.addOkAction(new SnsAction(props.topic));
    }
    if (props.alarmActions) alarm.addAlarmAction(...props.alarmActions);
    return alarm;
  });
}

function queueWatches({ queues }: LovageBase, props: LovageAlarmProps): Watch[] {
  const { oldestMessageAge = Duration.minutes(15), deadLetters = 1 } = props;
  return Object.values(queues).flatMap((queue) => [
    {
      id: `${queue.name}-OldestMessage`,
      metric: queue.metricOldestMessageAge(minute),
      threshold: oldestMessageAge === false ? false : oldestMessageAge.toSeconds(),
      evaluationPeriods: 5,
      description: `messages of the queue "${queue.name}" wait too long: its worker is behind, throttled or broken.`,
    },
    {
      id: `${queue.name}-DeadLetters`,
      metric: queue.metricDeadLetters(minute),
      threshold: deadLetters,
      evaluationPeriods: 1,
      description: `the queue "${queue.name}" has dead letters: each says why; redrive or discard them.`,
    },
  ]);
}

function workerWatches({ workers }: LovageBase, props: LovageAlarmProps): Watch[] {
  const { errors = 1, throttles = 1, recursiveInvocationsDropped = 1 } = props;
  return Object.entries(workers).flatMap(([name, worker]) => [
    {
      id: `${name}-Errors`,
      metric: worker.metricErrors(five),
      threshold: errors,
      evaluationPeriods: 1,
      description: `invocations of the worker "${name}" die: see its log for what did not start, or ran out of memory or time.`,
    },
    {
      id: `${name}-Throttles`,
      metric: worker.metricThrottles(five),
      threshold: throttles,
      evaluationPeriods: 3,
      description: `the worker "${name}" is throttled: raise the account's concurrency, or bound its queues by maxConcurrency.`,
    },
    {
      id: `${name}-RecursiveInvocationsDropped`,
      metric: worker.metricRecursiveInvocationsDropped(five),
      threshold: recursiveInvocationsDropped,
      evaluationPeriods: 1,
      description: `Lambda breaks loops of the worker "${name}", and their messages die: set the function's RecursiveLoop to Allow.`,
    },
  ]);
}

function beatWatches({ beat }: LovageBase, { deadLetters = 1 }: LovageAlarmProps): Watch[] {
  if (!beat) return [];
  const id = "UndeliveredTicks";
  const description = "EventBridge could not deliver ticks of schedules: each says why, and its run has not been.";
  return [{ id, metric: beat.metricDeadLetters(minute), threshold: deadLetters, evaluationPeriods: 1, description }];
}
