import { z } from "zod";
import { route } from "../route.ts";

/** Revokes a task. */
export const revoke = route({
  method: "post",
  path: "/api/records/{id}/revoke",
  tag: "tasks",
  summary: "Revoke a task: it does not run, or not again; with terminate, an attempt that runs is ended",
  body: z.strictObject({ terminate: z.boolean().default(false), reason: z.string().min(1).max(500).optional() }),
  answer: z.object({
    id: z.string(),
    outcome: z.enum(["revoked", "terminating", "finishing", "finished"]),
    state: z.string(),
  }),
  handle({ path, body: { terminate, reason } }, { app }) {
    return app.revoke(path.id ?? "", { terminate, ...(reason !== undefined && { reason }) });
  },
});
