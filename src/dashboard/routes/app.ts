import { z } from "zod";
import { route } from "../route.ts";
import { queueNames } from "./queues.ts";

/** What the dashboard shows the inside of: an app, its queues and its tasks. */
export const app = route({
  method: "get",
  path: "/api/app",
  tag: "overview",
  summary: "The app's name, queues and tasks, and what this dashboard may do",
  answer: z.object({
    name: z.string(),
    readOnly: z.boolean(),
    queues: z.array(z.string()),
    defaultQueue: z.string(),
    /** Empty where the dashboard knows the app by its name alone. */
    tasks: z.array(
      z.object({
        name: z.string(),
        queue: z.string(),
        description: z.string().nullable(),
        track: z.string(),
        /** The JSON schema of the list of arguments, where the task declares one that can say it. */
        schema: z.unknown(),
        /** Set where the arguments are sensitive: then dead letters of it hide theirs. */
        sensitive: z.literal(true).optional(),
      }),
    ),
  }),
  async handle(_asked, desk) {
    const { app, worker, readOnly, tasks } = desk;
    const { settings } = worker;
    return {
      ...{ name: app.name, readOnly, defaultQueue: settings.defaultQueue },
      queues: await queueNames(desk),
      tasks: tasks(),
    };
  },
});
