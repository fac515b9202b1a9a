import { z } from "zod";
import { routeOf } from "../../producer/index.ts";
import { route } from "../route.ts";

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
      }),
    ),
  }),
  async handle(_asked, { app, worker, readOnly }) {
    const { settings } = worker;
    return {
      ...{ name: app.name, readOnly, defaultQueue: settings.defaultQueue },
      queues: [...new Set([settings.defaultQueue, ...Object.keys(settings.queues)])],
      tasks: app.tasks.map(({ name, options }) => ({
        name,
        queue: options.queue ?? routeOf(name, settings.routes) ?? settings.defaultQueue,
        description: options.description ?? null,
        track: options.track ?? settings.track,
        schema: schemaOf(options.args),
      })),
    };
  },
});

/** A Standard Schema says its JSON schema where its library can (Standard JSON Schema); zod and arktype do by themselves. */
function schemaOf(schema: unknown): unknown {
  if (schema === undefined) return null;
  try {
    const { "~standard": standard } = schema as { "~standard": { jsonSchema?: { input(options: object): unknown } } };
    return standard.jsonSchema?.input({ target: "draft-2020-12" }) ?? null;
  } catch {
    return null;
  }
}
