import { z } from "zod";
import { route } from "../route.ts";
import { LONGEST_WAIT, outcome, outcomeOf } from "./outcome.ts";

/** How a task went. */
export const taskResult = route({
  method: "get",
  path: "/api/task/result/{id}",
  tag: "flower",
  summary: "Flower's result of a task; with timeout it waits so many seconds for the end",
  query: z.object({ timeout: z.coerce.number().min(0).max(LONGEST_WAIT).default(0) }),
  answer: outcome,
  handle: ({ path: { id = "" }, query }, { app }) => outcomeOf(app.result(id), query.timeout),
});
