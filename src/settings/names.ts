import { createHash } from "node:crypto";

/** The names of an app's resources where the app's own options and the environment name none. */

/** SQS allows 80 characters: letters, digits, hyphen and underscore, with `.fifo` at the end of a FIFO queue's name. */
const forbidden = /[^A-Za-z0-9_-]/g;

/** Whether a queue is FIFO: as in SQS and in Celery, its name says so by ending in `.fifo`. */
export function isFifo(queue: string): boolean {
  return queue.endsWith(".fifo");
}

/** The SQS name of an app's queue: `shop-mail`, `shop-orders.fifo`. What SQS forbids becomes a hyphen. */
export function queueName(app: string, queue: string): string {
  return fifoName(queue, `${app}-${stem(queue)}`);
}

/** The SQS name of the dead-letter queue beside an app's queue: `shop-mail-dead-letters`. */
export function deadLetterName(app: string, queue: string): string {
  return fifoName(queue, `${app}-${stem(queue)}-dead-letters`);
}

/** The name of an app's queue for what EventBridge could not deliver, where no ARN names it: `shop--undelivered`. */
export function undeliveredName(app: string): string {
  return `${app}--undelivered`;
}

/** The name of an app's DynamoDB table: `shop-tasks`. */
export function tableName(app: string): string {
  return `${app.replace(forbidden, "-")}-tasks`;
}

/** What the names of all of an app's rules and Scheduler schedules begin with. A dot is in no app's name, so no other app's begin so. */
export function beatPrefix(app: string): string {
  return `lovage-${app}.`;
}

/**
 * The name of a schedule's rule, or of its Scheduler schedule: `lovage-shop.monday-report`, and `….2`, `….3` for the
 * further rules of a schedule that needs several. AWS allows 64 characters, letters, digits, `.`, `-` and `_`
 * (PutRule, CreateSchedule); a name that does not fit is altered, and told from others by a hash of what was written.
 *
 * @param part - which of its rules, from 1
 */
export function beatName(app: string, schedule: string, part = 1): string {
  const prefix = beatPrefix(app);
  const suffix = part === 1 ? "" : `.${part}`;
  // Room for the number of any part, so that all parts of a schedule have the same stem.
  const room = 64 - prefix.length - ".99".length;
  const plain = schedule.replace(forbidden, "-");
  if (plain === schedule && plain.length <= room) return `${prefix}${plain}${suffix}`;
  const hash = createHash("sha256").update(schedule).digest("hex").slice(0, 8);
  return `${prefix}${plain.slice(0, room - 9)}-${hash}${suffix}`;
}

/**
 * What the names of all Scheduler schedules begin with that keep an app's delayed messages. No schedule of the beat begins so,
 * of this app or of another: `lovage-` is not `lovage.`, and a dot is in no app's name.
 */
export function delayPrefix(app: string): string {
  return `lovage.${app}.`;
}

/** The name of the Scheduler schedule that keeps a task's message: `lovage.shop.<task id>`, altered to fit as `beatName` is. */
export function delayName(app: string, taskId: string): string {
  const prefix = delayPrefix(app);
  const plain = taskId.replace(/[^A-Za-z0-9._-]/g, "-");
  const room = 64 - prefix.length;
  if (plain === taskId && plain.length <= room) return `${prefix}${plain}`;
  // At least 16 characters of 6 bits: an app's name has 40 characters at most.
  return `${prefix}${createHash("sha256").update(taskId).digest("base64url").slice(0, room)}`;
}

/** What the keys of all objects begin with in which an app keeps large arguments and results. */
export function payloadPrefix(app: string): string {
  return `${app}/`;
}

/**
 * The key of an object with arguments or a result of a task: `shop/<task id>/<hash>`. The hash is of the text, so that the same text has
 * the same key however often it is put, and no text ever takes the place of another.
 */
export function payloadKey(app: string, taskId: string, text: string): string {
  const hash = (of: string) => createHash("sha256").update(of).digest("base64url").slice(0, 22);
  const plain = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/.test(taskId);
  return `${payloadPrefix(app)}${plain ? taskId : hash(taskId)}/${hash(text)}`;
}

/** The names of the environment variables that a deployment of an app sets. */
export function variables(app: string) {
  const prefix = `LOVAGE_${app.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
  return {
    /** The app's name itself: no variable of an environment, but an output of a stack, which tells whose the others are. */
    app: `${prefix}_APP`,
    /** The URLs of the queues: `{"default":"https://sqs…/shop-default"}`. */
    queues: `${prefix}_QUEUES`,
    /** The URLs of the dead-letter queues, as above. */
    deadLetters: `${prefix}_DEAD_LETTERS`,
    /** The name of the table. */
    table: `${prefix}_TABLE`,
    /** The queue of each task that does not go to the default one: `{"mail.send-welcome":"mail"}`. */
    routes: `${prefix}_ROUTES`,
    /** The ARN of the role with which EventBridge Scheduler sends to the queues. */
    beatRole: `${prefix}_BEAT_ROLE`,
    /** The ARN of the queue for ticks that cannot be delivered. */
    beatDeadLetters: `${prefix}_BEAT_DEAD_LETTERS`,
    /** The S3 bucket for large arguments and results. */
    payloadBucket: `${prefix}_PAYLOAD_BUCKET`,
    /** The schedule group of EventBridge Scheduler. */
    scheduleGroup: `${prefix}_SCHEDULE_GROUP`,
  } as const;
}

/** Set to "1" on a function whose event source mapping reports batch item failures. */
export const partialResponsesVariable = "LOVAGE_PARTIAL_RESPONSES";

/** The level of the default logger: debug, info, warn, error or silent. */
export const logLevelVariable = "LOVAGE_LOG_LEVEL";

function stem(queue: string): string {
  return queue.replace(/\.fifo$/, "");
}

function fifoName(queue: string, name: string): string {
  return name.replace(forbidden, "-") + (isFifo(queue) ? ".fifo" : "");
}
