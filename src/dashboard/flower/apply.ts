import { z } from "zod";
import type { App } from "../../app/index.ts";
import { didYouMean, LovageError } from "../../errors/index.ts";
import type { AsyncResult } from "../../results/index.ts";
import type { SendOptions } from "../../task/index.ts";
import type { Desk } from "../desk.ts";
import { route } from "../route.ts";
import { flowerMoment, momentOf } from "./flower-moment.ts";
import { LONGEST_WAIT, outcome, outcomeOf } from "./outcome.ts";

/** How long `apply` waits where the query does not say it, in seconds. */
const USUAL_WAIT = 60;

/** What Flower's body holds: Celery's words, in which a number is of seconds. */
const applyBody = z.strictObject({
  args: z.array(z.unknown()).default([]),
  kwargs: z.record(z.string(), z.unknown()).default({}),
  countdown: z.coerce.number().min(0).optional(),
  eta: flowerMoment.optional(),
  expires: z.union([z.number().positive(), z.string().regex(/^\d+(\.\d+)?$/), flowerMoment]).optional(),
  queue: z.string().min(1).optional(),
  task_id: z.string().optional(),
});

const sent = z.object({ "task-id": z.string(), state: z.literal("PENDING") });

/** Sends a task, and waits for it. */
export const applyAndWait = route({
  method: "post",
  path: "/api/task/apply/{task}",
  tag: "flower",
  summary: "Send one of the app's tasks and wait for its end, for 60 seconds unless timeout says otherwise",
  query: z.object({ timeout: z.coerce.number().min(0).max(LONGEST_WAIT).default(USUAL_WAIT) }),
  body: applyBody,
  answer: outcome,
  async handle({ path: { task = "" }, query, body }, desk) {
    checkKnown(task, desk);
    return outcomeOf(await send(desk.app, task, body), query.timeout);
  },
});

/** Sends a task. */
export const asyncApply = route({
  method: "post",
  path: "/api/task/async-apply/{task}",
  tag: "flower",
  summary: "Send one of the app's tasks",
  body: applyBody,
  answer: sent,
  async handle({ path: { task = "" }, body }, desk) {
    checkKnown(task, desk);
    return pending(await send(desk.app, task, body));
  },
});

/** Sends a task of whatever name. */
export const sendTask = route({
  method: "post",
  path: "/api/task/send-task/{task}",
  tag: "flower",
  summary: "Send a task by its name, which this dashboard need not know",
  body: applyBody,
  answer: sent,
  handle: async ({ path: { task = "" }, body }, { app }) => pending(await send(app, task, body)),
});

function pending({ id }: AsyncResult): z.infer<typeof sent> {
  return { "task-id": id, state: "PENDING" };
}

/** A dashboard that knows no tasks, as it knows the app by its name alone, cannot say which there are. */
function checkKnown(task: string, { app, tasks }: Desk): void {
  const aliases = app.tasks.flatMap(({ options }) => options.aliases);
  const known = [...tasks().map(({ name }) => name), ...aliases];
  if (known.length === 0 || known.includes(task)) return;
  throw new LovageError("UNKNOWN_TASK", { name: task, known, suggestion: didYouMean(task, known) });
}

function send(app: App, task: string, body: z.infer<typeof applyBody>): Promise<AsyncResult> {
  const { args, kwargs, countdown, eta, expires, queue, task_id: taskId } = body;
  const options: SendOptions = {
    ...(Object.keys(kwargs).length > 0 && { kwargs }),
    ...(countdown !== undefined && { countdown: countdown * 1_000 }),
    ...(eta !== undefined && { eta: new Date(momentOf(eta)) }),
    ...(expires !== undefined && { expires: expiryOf(expires) }),
    ...(queue !== undefined && { queue }),
    taskId: taskId ?? app.runtime.ids(),
  };
  return app.sendTask(task, args, options);
}

function expiryOf(expires: number | string): number | Date {
  const seconds = Number(expires);
  return Number.isFinite(seconds) ? seconds * 1_000 : new Date(momentOf(String(expires)));
}
