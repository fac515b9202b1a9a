import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import type { TaskRecord } from "../../lifecycle/index.ts";
import type { Store } from "../../ports/index.ts";
import { attemptsOf } from "../journal/attempts-of.ts";
import { route } from "../route.ts";
import { recordView, viewRecord } from "./record-view.ts";
import { endedState, millis, moment, momentText } from "./schemas.ts";

/** How many tasks above this one are shown. */
const MOST_ABOVE = 20;

const relative = z.object({ id: z.string(), task: z.string().nullable(), state: z.string() });

/** One task: its record, its attempts, and the tasks that sent it. */
export const record = route({
  method: "get",
  path: "/api/records/{id}",
  tag: "tasks",
  summary: "A task's record, its attempts that have ended, and the tasks above it",
  answer: z.object({
    record: recordView,
    attempts: z.array(
      z.object({ attempt: z.int(), state: endedState, startedAt: moment, runtime: millis, worker: z.string() }),
    ),
    /** The tasks that sent it, from the first down to its parent. */
    above: z.array(relative),
  }),
  async handle({ path }, { app, worker, journal }) {
    const found = await app.result(path.id ?? "").record();
    if (!found) throw new LovageError("RECORD_NOT_FOUND", { taskId: path.id ?? "" });
    const now = worker.runtime.clock.now();
    const [attempts, above] = await Promise.all([attemptsOf(found, journal, now), tasksAbove(found, worker.store)]);
    return {
      record: viewRecord(found, now),
      attempts: attempts.map(({ attempt, state, startedAt, runtime, worker }) => {
        return { attempt, state, startedAt: momentText(startedAt), runtime, worker };
      }),
      above,
    };
  },
});

async function tasksAbove(record: TaskRecord, store: Store): Promise<z.infer<typeof relative>[]> {
  const above: z.infer<typeof relative>[] = [];
  for (let id = record.parentId; id !== undefined && above.length < MOST_ABOVE; ) {
    const parent = await store.read(id);
    above.unshift({ id, task: parent?.task ?? null, state: parent?.state ?? "PENDING" });
    id = parent?.parentId;
  }
  return above;
}
