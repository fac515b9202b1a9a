import { z } from "zod";
import { route } from "../route.ts";

const HOUR = 3_600_000;

/** The names of tasks. */
export const taskTypes = route({
  method: "get",
  path: "/api/task/types",
  tag: "flower",
  summary: "Flower's task types: the names of the app's tasks, and of those that ran in the last hour",
  answer: z.object({ "task-types": z.array(z.string()) }),
  async handle(_asked, { tasks, summaries, worker }) {
    const now = worker.runtime.clock.now();
    const minutes = await summaries.between(now - HOUR, now + 1);
    const ran = minutes.flatMap(({ tasks }) => [...tasks.keys()]);
    return { "task-types": [...new Set([...tasks().map(({ name }) => name), ...ran])].sort() };
  },
});
