import { z } from "zod";
import type { App } from "../../app/index.ts";
import { route } from "../route.ts";
import { flowerFlag } from "./flower-flag.ts";

const answer = z.object({
  message: z.string(),
  /** What became of it, in Lovage's words. */
  outcome: z.enum(["revoked", "terminating", "finishing", "finished"]),
  state: z.string(),
});

/** Revokes a task. */
export const revoke = route({
  method: "post",
  path: "/api/task/revoke/{id}",
  tag: "flower",
  summary: "Revoke a task; with terminate an attempt that runs is ended, whatever the signal is named",
  query: z.object({ terminate: flowerFlag, signal: z.string().optional() }),
  form: true,
  answer,
  handle: ({ path: { id = "" }, query }, { app }) => end(app, id, query.terminate, "Revoked"),
});

/** Ends a task that runs. */
export const abort = route({
  method: "post",
  path: "/api/task/abort/{id}",
  tag: "flower",
  summary: "End a task that runs, and keep one from running that does not",
  answer,
  handle: ({ path: { id = "" } }, { app }) => end(app, id, true, "Aborted"),
});

async function end(app: App, id: string, terminate: boolean, word: string): Promise<z.infer<typeof answer>> {
  const { outcome, state } = await app.revoke(id, { terminate });
  const message = outcome === "finished" ? `'${id}' was over before: ${state}` : `${word} '${id}'`;
  return { message, outcome, state };
}
