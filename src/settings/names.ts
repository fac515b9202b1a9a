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

/** The name of an app's DynamoDB table: `shop-tasks`. */
export function tableName(app: string): string {
  return `${app.replace(forbidden, "-")}-tasks`;
}

/** The names of the environment variables that a deployment of an app sets. */
export function variables(app: string) {
  const prefix = `LOVAGE_${app.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
  return {
    /** The URLs of the queues: `{"default":"https://sqs…/shop-default"}`. */
    queues: `${prefix}_QUEUES`,
    /** The URLs of the dead-letter queues, as above. */
    deadLetters: `${prefix}_DEAD_LETTERS`,
    /** The name of the table. */
    table: `${prefix}_TABLE`,
    /** The queue of each task that does not go to the default one: `{"mail.send-welcome":"mail"}`. */
    routes: `${prefix}_ROUTES`,
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
