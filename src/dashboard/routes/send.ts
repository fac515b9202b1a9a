import { z } from "zod";
import type { Runtime } from "../../runtime/index.ts";
import { route } from "../route.ts";

/** How a task is sent: Celery's words, as JSON can say them. */
export const sendBody = z.strictObject({
  args: z.array(z.unknown()).default([]),
  kwargs: z.record(z.string(), z.unknown()).optional(),
  countdown: z.union([z.number(), z.string()]).optional(),
  eta: z.iso.datetime({ offset: true }).optional(),
  expires: z.union([z.number(), z.string()]).optional(),
  queue: z.string().min(1).optional(),
  task_id: z.string().optional(),
  messageGroupId: z.string().min(1).optional(),
});

/** Sends a task by name. */
export const send = route({
  method: "post",
  path: "/api/send/{task}",
  tag: "tasks",
  summary: "Send a task",
  body: sendBody,
  answer: z.object({ id: z.string() }),
  async handle({ path, body }, { app }) {
    return { id: await sendTask(app, path.task ?? "", body) };
  },
});

/** Sends what a body says, and answers with the task's id. What somebody sends by hand is no other send's task, whatever keys the task makes. */
export async function sendTask(
  app: {
    readonly runtime: Pick<Runtime, "ids">;
    sendTask(name: string, args: readonly unknown[], options: object): Promise<{ id: string }>;
  },
  task: string,
  { args, eta, task_id: taskId, ...options }: z.infer<typeof sendBody>,
): Promise<string> {
  const sent = await app.sendTask(task, args, {
    ...options,
    ...(eta !== undefined && { eta: new Date(eta) }),
    taskId: taskId ?? app.runtime.ids(),
  });
  return sent.id;
}
