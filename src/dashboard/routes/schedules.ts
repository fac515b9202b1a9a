import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import { scheduleFrom } from "../../schedule/index.ts";
import { route } from "../route.ts";
import { scheduleView, viewSchedule } from "./schedule-view.ts";
import { moment } from "./schemas.ts";

const done = z.object({ name: z.string() });

/** All schedules of the app. */
export const schedules = route({
  method: "get",
  path: "/api/schedules",
  tag: "schedules",
  summary: "The schedules, wherever they were made, with their next runs",
  answer: z.object({ schedules: z.array(scheduleView) }),
  async handle(_asked, { app, worker }) {
    const now = worker.runtime.clock.now();
    const listed = [];
    for await (const schedule of app.beat.list()) listed.push(viewSchedule(schedule, now));
    return { schedules: listed.sort((a, b) => a.name.localeCompare(b.name)) };
  },
});

/** One schedule, with its last runs. */
export const schedule = route({
  method: "get",
  path: "/api/schedules/{name}",
  tag: "schedules",
  summary: "A schedule with its next and last runs",
  query: z.object({ runs: z.coerce.number().int().min(1).max(50).default(10) }),
  answer: z.object({
    schedule: scheduleView,
    last: z.array(z.object({ at: moment, id: z.string(), state: z.string().nullable() })),
  }),
  async handle({ path, query }, { app, worker }) {
    const name = path.name ?? "";
    const found = await app.beat.get(name);
    if (!found) throw new LovageError("SCHEDULE_NOT_FOUND", { name, app: app.name });
    const last = await app.beat.lastRuns(name, query.runs);
    return {
      schedule: viewSchedule(found, worker.runtime.clock.now()),
      // A run of which nothing is known has not begun, or its record is over its time.
      last: last.map(({ at, id, record }) => ({ at: at.toISOString(), id, state: record?.state ?? null })),
    };
  },
});

/** Makes a schedule, or puts it in place of the one of its name. */
export const putSchedule = route({
  method: "put",
  path: "/api/schedules/{name}",
  tag: "schedules",
  summary: "Make a schedule, or put it in place of the one of its name",
  body: z.strictObject({
    task: z.string().min(1),
    schedule: z.looseObject({ kind: z.enum(["crontab", "every", "at", "cron", "solar"]) }),
    args: z.array(z.unknown()).default([]),
    kwargs: z.record(z.string(), z.unknown()).optional(),
    options: z.record(z.string(), z.unknown()).default({}),
    overlap: z.string().optional(),
  }),
  answer: z.object({ schedule: scheduleView }),
  async handle({ path, body }, { app, worker }) {
    const { task, args, kwargs, options, overlap } = body;
    // Options that it does not take, and arguments that do not fit, are refused by the beat itself.
    const all = { ...options, args, ...(kwargs && { kwargs }), ...(overlap !== undefined && { overlap }) };
    const put = await app.beat.put(path.name ?? "", scheduleFrom(body.schedule), task, all as { args: unknown[] });
    return { schedule: viewSchedule(put, worker.runtime.clock.now()) };
  },
});

/** Lets a schedule fire. */
export const enableSchedule = route({
  method: "post",
  path: "/api/schedules/{name}/enable",
  tag: "schedules",
  summary: "Let a schedule fire",
  answer: done,
  async handle({ path }, { app }) {
    await app.beat.enable(path.name ?? "");
    return { name: path.name };
  },
});

/** Keeps a schedule from firing. */
export const disableSchedule = route({
  method: "post",
  path: "/api/schedules/{name}/disable",
  tag: "schedules",
  summary: "Keep a schedule from firing",
  answer: done,
  async handle({ path }, { app }) {
    await app.beat.disable(path.name ?? "");
    return { name: path.name };
  },
});

/** Sends a schedule's task now. */
export const runSchedule = route({
  method: "post",
  path: "/api/schedules/{name}/run",
  tag: "schedules",
  summary: "Send the schedule's task once, now",
  answer: z.object({ id: z.string() }),
  async handle({ path }, { app }) {
    return { id: (await app.beat.runNow(path.name ?? "")).id };
  },
});

/** Takes a schedule away. */
export const removeSchedule = route({
  method: "delete",
  path: "/api/schedules/{name}",
  tag: "schedules",
  summary: "Take a schedule away",
  answer: done,
  async handle({ path }, { app }) {
    const name = path.name ?? "";
    if (!(await app.beat.remove(name))) throw new LovageError("SCHEDULE_NOT_FOUND", { name, app: app.name });
    return { name };
  },
});
