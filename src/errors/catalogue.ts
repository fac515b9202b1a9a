/**
 * Every error code of Lovage, with the sentence that explains it: what was got, what is allowed, and the fix.
 * One table, so that a test can hold it against docs/errors.md and no two rooms invent the same code.
 */
export const catalogue = {
  // settings: how the app is configured
  UNKNOWN_OPTION: (d: { option: string; where: string; known: readonly string[]; suggestion?: string | undefined }) =>
    `${d.where} has no option "${d.option}".${d.suggestion ? ` Did you mean "${d.suggestion}"?` : ""} It takes: ${d.known.join(", ")}.`,
  INVALID_OPTION: (d: { option: string; where: string; got: unknown; allowed: string }) =>
    `${d.where}: "${d.option}" is ${show(d.got)}; it must be ${d.allowed}.`,
  INVALID_DURATION: (d: { got: unknown; what: string }) =>
    `${d.what} is ${show(d.got)}, which is no duration. Write milliseconds as a number, or "500ms", "30s", "5m", "2h", "1d".`,
  INVALID_ENVIRONMENT: (d: { variable: string; got: string; allowed: string }) =>
    `The environment variable ${d.variable} is ${show(d.got)}; it must be ${d.allowed}.`,
  ENVIRONMENT_TOO_LARGE: (d: { function: string; bytes: number; limit: number }) =>
    `The environment variables of ${d.function} come to ${d.bytes} bytes; Lambda allows ${d.limit} in all. Give some queues a worker of their own, send to fewer, shorten the names of queues, or move values of your own to Parameter Store.`,
  INVALID_CONFIG_FILE: (d: { file: string; problem: string }) =>
    `The configuration file ${d.file} cannot be used: ${d.problem}. It must be a JSON object of app options.`,

  // task: definitions
  INVALID_TASK_NAME: (d: { got: unknown }) =>
    `A task name must be a string of 1 to 200 characters without white space or control characters, such as "mail.send-welcome"; got ${show(d.got)}.`,
  DUPLICATE_TASK: (d: { name: string }) =>
    `A task named "${d.name}" is registered already. Names (and aliases) are the identity of a task on the wire: give one of the two another name.`,
  NO_APP: (d: { task: string }) =>
    `"${d.task}" is a shared task that no app has included, so there is nowhere to send it. Call app.include(module) with the module that exports it.`,
  UNKNOWN_TASK: (d: { name: string; known: readonly string[]; suggestion?: string | undefined }) =>
    `No task named "${d.name}" is registered.${d.suggestion ? ` Did you mean "${d.suggestion}"?` : ""} Registered: ${d.known.length === 0 ? "none (is the module that defines it imported?)" : d.known.slice(0, 20).join(", ") + (d.known.length > 20 ? `, and ${d.known.length - 20} more` : "")}.`,
  INVALID_ARGUMENTS: (d: { task: string; issues: readonly string[] }) =>
    `The arguments of "${d.task}" do not fit its schema: ${d.issues.join("; ")}.`,
  ASYNC_SCHEMA: (d: { task: string }) =>
    `The argument schema of "${d.task}" validates asynchronously, which applyAsync can wait for, but a direct call cannot. Use a synchronous schema.`,

  // message: what goes over the wire
  NOT_SERIALIZABLE: (d: { what: string; path: string; got: string; allowed: string }) =>
    `${d.what} cannot be written as JSON: ${d.path} is ${d.got}. Allowed: ${d.allowed}.`,
  MESSAGE_TOO_LARGE: (d: { task: string; bytes: number; limit: number }) =>
    `The message for "${d.task}" has ${d.bytes} bytes; SQS takes at most ${d.limit} (1 MiB). Give the app a payloadBucket, and arguments of this size go to S3 by themselves; or put the data elsewhere, and send its key.`,
  UNDECODABLE_MESSAGE: (d: { problem: string }) => `The message cannot be decoded: ${d.problem}.`,
  UNSUPPORTED_CONTENT_TYPE: (d: { got: string }) =>
    `The message's content type is ${show(d.got)}; Lovage reads application/json. A Celery producer sets task_serializer = "json" (the default).`,
  UNSUPPORTED_COMPRESSION: (d: { got: string; allowed: readonly string[] }) =>
    `The message's body is compressed as ${show(d.got)}; Lovage reads ${d.allowed.join(", ")}.`,
  UNSUPPORTED_CHORD: (d: { task: string }) =>
    `"${d.task}" is a member of a chord of a Celery producer, whose count is kept in Celery's own result backend. Send the members and the body apart.`,
  UNSUPPORTED_VERSION: (d: { got: unknown }) =>
    `The message has version ${show(d.got)}, which this worker is too old to read. Deploy the worker before its producers.`,

  // producer: sending
  INVALID_TASK_ID: (d: { got: unknown }) =>
    `taskId is ${show(d.got)}; it must be a string of 1 to 255 characters that holds no white space.`,
  QUEUE_NOT_FOUND: (d: {
    queue: string;
    queueName: string;
    variable: string;
    existing?: readonly string[] | undefined;
  }) =>
    `There is no queue "${d.queue}": SQS knows no queue named "${d.queueName}".${d.existing ? ` It has ${d.existing.length > 0 ? d.existing.join(", ") : "none at all"}.` : ""} Is the app's name right, and does a task use that queue? Deploy it (new Lovage(…, { queues: { "${d.queue}": {} } })), or name its URL in ${d.variable}.`,
  DELAY_ON_FIFO: (d: { queue: string; variable?: string }) =>
    `The queue "${d.queue}" is FIFO, where SQS refuses a delay per message. Leave out countdown and eta, or use a standard queue.${d.variable ? ` From two minutes on a message can wait in EventBridge Scheduler, for which ${d.variable} has to name a role.` : ""}`,
  DELAY_TOO_LONG: (d: { task: string; eta: string; days: number; variable: string }) =>
    `The eta of "${d.task}" (${d.eta}) is more than ${d.days} days away, and SQS deletes a message after 14. EventBridge Scheduler keeps it for years: deploy the app with new Lovage(…) and give the sender grants.send, or put the ARN of Scheduler's role into ${d.variable} or the option beatRole.`,
  DELAYED_TOO_LARGE: (d: { task: string; bytes: number; limit: number }) =>
    `The message for "${d.task}" has ${d.bytes} bytes as EventBridge Scheduler would keep it until its eta; it takes at most ${d.limit}. Give the app a payloadBucket, and arguments of this size go to S3 by themselves; or put the data elsewhere, and send its key.`,
  PAYLOAD_DELAY_TOO_LONG: (d: { task: string; eta: string; days: number }) =>
    `The eta of "${d.task}" (${d.eta}) is more than ${d.days} days away, and arguments of this size would be kept in the payload bucket, whose objects expire. Send less, or put the data elsewhere and send its key.`,
  GROUP_REQUIRED: (d: { queue: string }) =>
    `The queue "${d.queue}" is FIFO: give a messageGroupId (what must stay in order, such as a customer's id).`,
  EXPIRED_BEFORE_SENT: (d: { task: string; expires: string }) =>
    `expires (${d.expires}) of "${d.task}" is not after its eta: the task could never run.`,
  INVALID_KEY: (d: { task: string; option: string; got: unknown }) =>
    `The key function of ${d.option} of "${d.task}" gave ${show(d.got)}; it must give a text of 1 to 256 characters without control characters. It is called with the task's arguments.`,
  CONFLICTING_OPTIONS: (d: { where: string; option: string; other: string; why: string }) =>
    `${d.where}: "${d.option}" cannot be given together with "${d.other}": ${d.why}. Leave one of them out.`,
  BATCH_PARTLY_SENT: (d: { sent: number; failed: readonly { index: number; taskId: string; problem: string }[] }) =>
    `${d.failed.length} of ${d.sent + d.failed.length} messages were not accepted: ${d.failed
      .slice(0, 3)
      .map((f) => `#${f.index} (${f.problem})`)
      .join(", ")}${d.failed.length > 3 ? ", …" : ""}. error.detail.failed lists them all; the others are sent.`,
  TOO_MANY_HOPS: (d: { task: string; hops: number; limit: number }) =>
    `"${d.task}" would be hop ${d.hops} of a chain of tasks that send tasks; the limit is ${d.limit} (maxHops). A task that sends itself for ever is a bill without end; raise maxHops if this one ends.`,

  // adapters: AWS
  ENDPOINT_UNREACHABLE: (d: { endpoint: string; service: string }) =>
    `${d.service} at ${d.endpoint} does not answer. Is "lovage dev" (or the emulator) running, and is the endpoint right?`,
  AWS_REFUSED: (d: { service: string; operation: string; problem: string }) =>
    `${d.service} refused ${d.operation}: ${d.problem}.`,
  TABLE_NOT_FOUND: (d: { table: string; variable: string }) =>
    `There is no DynamoDB table "${d.table}". Is the app's name right? Deploy it (new Lovage(…)), or name the right one in ${d.variable}.`,
  STACK_NOT_FOUND: (d: { stack: string; suggestion?: string | undefined; known: readonly string[] }) =>
    `There is no CloudFormation stack "${d.stack}".${d.suggestion ? ` Did you mean "${d.suggestion}"?` : ""} ${d.known.length === 0 ? "Are region, profile and endpoint those that it was deployed to?" : `There are ${d.known.slice(0, 20).join(", ")}${d.known.length > 20 ? `, and ${d.known.length - 20} more` : ""}.`}`,
  NO_APP_IN_STACK: (d: { stack: string; app?: string | undefined; known: readonly string[]; status: string }) =>
    `The stack "${d.stack}" (${d.status}) has no outputs of ${d.app === undefined ? "a Lovage app" : `an app "${d.app}"`}${d.known.length === 0 ? "" : `; it has those of ${d.known.join(", ")}`}. They are made by new Lovage(…): each has the name of an environment variable as its description.`,
  NO_CREDENTIALS: (d: { service: string }) =>
    `${d.service}: no AWS credentials or region were found. Set AWS_REGION and credentials, or start "lovage dev" and set the AWS_ENDPOINT_URL that it prints.`,
  NO_PAYLOADS: (d: { what: string; bytes: number }) =>
    `${d.what}: its ${d.bytes} bytes are in S3, or would be, and no bucket is known here. Set the option payloadBucket, or LOVAGE_<APP>_PAYLOAD_BUCKET, as where it was written; in infrastructure code, payloads: true.`,
  PAYLOAD_MISSING: (d: { what: string; key: string }) =>
    `${d.what}: the payload bucket has no object "${d.key}". It has expired, or it is in another bucket than the one that is configured here.`,
  RECORD_TOO_LARGE: (d: { task: string; bytes: number; limit: number }) =>
    `The result of "${d.task}" makes a record of ${d.bytes} bytes; DynamoDB takes at most ${d.limit} (400 KB). Give the app a payloadBucket, and results of this size go to S3 by themselves; or store the data elsewhere and return its key.`,

  // execution: attempts that fail for a reason of ours
  TIME_LIMIT_EXCEEDED: (d: { task: string; limit: number }) =>
    `"${d.task}" ran longer than its time limit of ${d.limit} ms.`,
  SOFT_TIME_LIMIT_EXCEEDED: (d: { task: string; limit: number }) =>
    `"${d.task}" ran longer than its soft time limit of ${d.limit} ms.`,
  INVOCATION_DEADLINE: (d: { task: string; cuts: number }) =>
    `"${d.task}" was cut short by the worker's deadline ${d.cuts === 1 ? "once" : `${d.cuts} times`}. Give the function more time, the task a timeLimit, or split its work.`,
  WORKER_STOPPED: (d: { task: string }) => `"${d.task}" was given back because its worker is stopping.`,
  WORKER_LOST: (d: { task: string; attempt: number }) =>
    `The worker that ran attempt ${d.attempt} of "${d.task}" died (out of memory, process.exit, a crash or a timeout of the function) before it could say how it ended.`,
  MAX_RETRIES_EXCEEDED: (d: { task: string; max: number }) =>
    `"${d.task}" asked for another retry after its ${d.max} retries.`,
  THROWN_NOT_ERROR: (d: { task: string; got: unknown }) =>
    `"${d.task}" threw ${show(d.got)}, which is not an Error and carries no stack. Throw an Error.`,
  UNKNOWN_STATE: (d: { got: unknown }) =>
    `updateState was given the state ${show(d.got)}; it must be a name of your own, such as "PROGRESS", not one of Lovage's states: updateState({ state: "PROGRESS", meta }).`,

  // dead letters
  LETTER_NOT_FOUND: (d: { id: string; app: string }) =>
    `The app "${d.app}" has no dead letter with the id ${show(d.id)}, neither of a task nor of a message. "lovage dead-letters list" lists those that it has; one that somebody else looks at just now is hidden.`,
  NOT_REDRIVABLE: (d: { messageId: string }) =>
    `The dead letter ${d.messageId} cannot be sent back: it is the tick of an EventBridge rule, which holds no message of a task. Run its schedule instead (app.beat.runNow), and discard the letter.`,

  // results
  RESULT_TIMEOUT: (d: { taskId: string; timeout: number; state: string }) =>
    `The task ${d.taskId} was not finished after ${d.timeout} ms; its state is ${d.state}.${d.state === "PENDING" ? " PENDING: no worker has started it (or no such task was ever sent)." : ""}`,
  RESULT_IGNORED: (d: { taskId: string }) =>
    `The result of ${d.taskId} is not stored (ignoreResult, or track: "none"), so it cannot be waited for.`,
  RESULT_WITHHELD: (d: { taskId: string; task: string }) =>
    `"${d.task}" (${d.taskId}) succeeded, and its result is not stored: the task has sensitive: { result: true }. Let the task itself put the result where it is wanted, or leave that option out.`,
  REVOKE_UNTRACKED: (d: { taskId: string; track: string }) =>
    `The task ${d.taskId} cannot be revoked: with track: "${d.track}" no worker looks for a revocation ${d.track === "none" ? "at all" : "of a task that is neither delayed nor being retried"}. Give the task track: "full".`,
  TASK_FAILED: (d: { taskId: string; task: string; error: string }) => `"${d.task}" (${d.taskId}) failed: ${d.error}`,
  TASK_REVOKED: (d: { taskId: string; reason: string }) => `The task ${d.taskId} was revoked: ${d.reason}.`,

  // queue: the engine under the memory broker and the embedded cloud
  QUEUE_REFUSED: (d: { fault: string; problem: string }) => `The queue refused the request (${d.fault}): ${d.problem}`,
  DATA_FILE_DAMAGED: (d: { file: string; line: number; problem: string }) =>
    `${d.file}, line ${d.line}, cannot be read: ${d.problem}. Only the last line may be torn. Mend the line, or move the file away to start empty.`,
  DATA_FOLDER_TAKEN: (d: { folder: string; process: number }) =>
    `The data folder ${d.folder} is used by another process (${d.process}). Stop that one, or give --data another folder.`,

  // schedule: when tasks run by themselves
  INVALID_CRONTAB: (d: { field: string; got: unknown; problem: string }) =>
    `crontab: ${d.field} is ${show(d.got)}: ${d.problem}.`,
  INVALID_SCHEDULE: (d: { what: string; problem: string }) => `${d.what} is no schedule: ${d.problem}.`,
  INVALID_EXPRESSION: (d: { got: unknown; problem: string }) =>
    `${show(d.got)} is no expression of EventBridge: ${d.problem}.`,
  INVALID_INSTANT: (d: { what: string; got: unknown; problem: string }) =>
    `${d.what} is ${show(d.got)}: ${d.problem}. Give a Date, or an ISO 8601 string with its offset, such as "2026-12-24T17:00:00Z".`,
  INVALID_TIME_ZONE: (d: { got: unknown; suggestion?: string | undefined }) =>
    `${show(d.got)} is no time zone.${d.suggestion ? ` Did you mean "${d.suggestion}"?` : ""} Write a name of the IANA database, such as "Europe/Oslo" or "UTC".`,

  // beat: schedules in EventBridge
  INVALID_SCHEDULE_NAME: (d: { got: unknown }) =>
    `A schedule's name must be a string of 1 to 100 characters without control characters, and without white space at its ends, such as "monday-report"; got ${show(d.got)}.`,
  DUPLICATE_SCHEDULE: (d: { name: string }) =>
    `A schedule named "${d.name}" is declared already. The name is the schedule's identity in EventBridge and in the ids of its runs: give one of the two another name.`,
  SCHEDULE_NOT_FOUND: (d: {
    name: string;
    app: string;
    known?: readonly string[] | undefined;
    suggestion?: string | undefined;
  }) =>
    `The app "${d.app}" has no schedule "${d.name}" in EventBridge.${d.suggestion ? ` Did you mean "${d.suggestion}"?` : ""} ${d.known === undefined ? "app.beat.list() lists those that it has" : d.known.length === 0 ? "It has none" : `It has ${d.known.slice(0, 20).join(", ")}${d.known.length > 20 ? `, and ${d.known.length - 20} more` : ""}`}.`,
  SCHEDULE_PROTECTED: (d: { name: string }) =>
    `The schedule "${d.name}" is deployed by infrastructure code, which would undo any change at its next deployment. Change it there (addSchedule).`,
  SCHEDULE_TOO_LARGE: (d: { name: string; characters: number; limit: number }) =>
    `The message of the schedule "${d.name}" has ${d.characters} characters; EventBridge takes at most ${d.limit}. Put the data into S3 or a table, and give the task its key.`,
  SCHEDULE_INCOMPLETE: (d: { name: string }) =>
    `A part of the schedule "${d.name}" is missing in EventBridge, as putting it was cut short. It is not enabled like this: put it again.`,
  BEAT_ROLE_MISSING: (d: { name: string; variable: string }) =>
    `The schedule "${d.name}" needs EventBridge Scheduler (a time zone, a start or an end, one run, or no room for another rule), which needs a role to send to the queue. Deploy the app with new Lovage(…), or put the role's ARN into ${d.variable} or the option beatRole.`,
  RULE_LIMIT_REACHED: (d: { name: string }) =>
    `There is no room for another rule for the schedule "${d.name}": EventBridge allows 300 for a bus.`,
  SCHEDULES_NOT_READ: (d: { entry: string; problem: string }) =>
    `The schedules that ${d.entry} declares cannot be read: ${d.problem}. The module is loaded when the stack is synthesized, so it must not need at its import what only its function has. Or set schedules: false, and deploy schedules with addSchedule.`,
  NO_BEAT: (d: { app: string }) =>
    `The adapters that the app "${d.app}" is connected to have no beat, so they keep no schedules. Give app.connect() adapters with a beat, or run on AWS.`,

  // entries and side houses
  NOT_LAMBDA_EVENT: (d: { got: string }) =>
    `The worker was called with ${d.got}; it takes the event of an SQS event source mapping ({ Records: [...] }).`,
  PARTIAL_RESPONSES_OFF: (d: { variable: string }) =>
    `A task has to run again, but this function does not say that its event source mapping has ReportBatchItemFailures (${d.variable} is not "1"), without which Lambda deletes what failed. The Lovage construct sets both; if you wired it by hand, set both yourself.`,
  NO_APP_FOUND: (d: { file: string }) => `${d.file} exports no Lovage app. Export what createApp() returns.`,
  MODULE_NOT_LOADED: (d: { file: string; problem: string }) => `${d.file} could not be loaded: ${d.problem}`,
  INVALID_USAGE: (d: { problem: string }) => d.problem,
  // dashboard: the page and its API
  DASHBOARD_UNPROTECTED: (d: { host: string }) =>
    `The dashboard would be open to whoever reaches ${d.host}: it shows arguments and results, and can send tasks. Give it a password or a token (on the command line by LOVAGE_DASHBOARD_PASSWORD or LOVAGE_DASHBOARD_TOKEN), leave the host at 127.0.0.1, or say protectedElsewhere where something before it signs people in.`,
  DASHBOARD_SIGN_IN: (d: { problem: string }) =>
    `Sign in first: ${d.problem}. Programs send "Authorization: Bearer" with the dashboard's token.`,
  SIGN_IN_UNAVAILABLE: (d: { issuer: string; problem: string }) =>
    `Nobody can be signed in: ${d.issuer} does not answer as a provider of OpenID Connect does: ${d.problem}. Check the dashboard's signIn.issuer, and that a user pool of Cognito has a domain.`,
  DASHBOARD_TOO_MANY_TRIES: (d: { seconds: number }) => `Too many wrong passwords. Try again in ${d.seconds} seconds.`,
  DASHBOARD_ORIGIN: (d: { problem: string }) =>
    `The dashboard refuses this request: ${d.problem}. Use the page at its own address; programs send changes as application/json.`,
  DASHBOARD_READ_ONLY: (d: { what: string }) =>
    `This dashboard is read-only, so it does not do this: ${d.what}. Use the command line, or a dashboard without readOnly.`,
  INVALID_REQUEST: (d: { where: string; issues: readonly string[] }) =>
    `${d.where} does not fit: ${d.issues.join("; ")}. /api/openapi.json says what it takes.`,
  NO_QUEUE_METRICS: (d: { app: string }) =>
    `Nothing measures the queues of the app "${d.app}" over time: the adapters that it is connected to have no metrics. Give app.connect() adapters with metrics, or run on AWS or in lovage dev.`,
  NO_SUCH_CONTROL: (d: { what: string; instead: string }) =>
    `Lovage's dashboard has no control for ${d.what}: ${d.instead}.`,
  WORKER_NOT_FOUND: (d: { worker: string }) =>
    `No worker "${d.worker}" has ended a task in the last hour. /api/workers lists those that have.`,
  RECORD_NOT_FOUND: (d: { taskId: string }) =>
    `Nothing is known of the task ${d.taskId}: no worker has started it yet, its record is over its time, or it stores none (track "none").`,

  PORT_TAKEN: (d: { port: number; option?: string }) =>
    `Port ${d.port} is taken. Choose another with ${d.option ?? "--port"}, or stop what runs there.`,
} as const satisfies Record<string, (detail: never) => string>;

/** The code of an error: one of the keys of the catalogue. */
export type ErrorCode = keyof typeof catalogue;

/** The values that the sentence of a code is made of. */
export type Detail<C extends ErrorCode> = Parameters<(typeof catalogue)[C]>[0];

/** A value as a person would recognise it: strings in quotes, long ones cut. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 120 ? `${value.slice(0, 117)}…` : value);
  if (typeof value === "function") return `a function${value.name ? ` (${value.name})` : ""}`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "object" && value !== null) {
    if (Array.isArray(value)) return `an array of ${value.length}`;
    const name = value.constructor?.name;
    if (name && name !== "Object") return `a ${name}`;
    const keys = Object.keys(value);
    return keys.length === 0 ? "an empty object" : `an object (${keys.slice(0, 5).join(", ")})`;
  }
  return String(value);
}
