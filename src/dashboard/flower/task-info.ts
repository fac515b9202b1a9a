import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import { attemptsOf } from "../journal/attempts-of.ts";
import { route } from "../route.ts";
import { fieldsOfRecord, taskFields } from "./task-fields.ts";

/** One task. */
export const taskInfo = route({
  method: "get",
  path: "/api/task/info/{id}",
  tag: "flower",
  summary: "Flower's fields of a task that a worker has begun",
  answer: taskFields.extend({ "task-id": z.string() }),
  async handle({ path: { id = "" } }, { app, worker, journal }) {
    const record = await app.result(id).record();
    if (!record) throw new LovageError("RECORD_NOT_FOUND", { taskId: id });
    const attempts = await attemptsOf(record, journal, worker.runtime.clock.now());
    return { ...fieldsOfRecord(record, attempts.at(-1)), "task-id": id };
  },
});
