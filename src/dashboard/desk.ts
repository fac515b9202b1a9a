import { type App, type TaskListing, taskListing } from "../app/index.ts";
import type { Worker } from "../execution/index.ts";
import type { QueueMetrics } from "../ports/index.ts";
import type { DashboardOptions } from "./dashboard-options.ts";
import { KeptJournal } from "./journal/kept-journal.ts";
import { Summaries } from "./journal/summaries.ts";
import { openMetrics } from "./open-metrics.ts";

/** What a route works with: the app, the world it is connected to, and what has been read of the journal. */
export interface Desk {
  readonly app: App;
  readonly worker: Worker;
  readonly summaries: Summaries;
  readonly journal: KeptJournal;
  readonly readOnly: boolean;
  /** What measures the queues. @default nothing does */
  readonly metrics: QueueMetrics | undefined;
  /** The app's tasks. */
  readonly tasks: () => readonly TaskListing[];
}

/** Opens the desk at the first request: making a dashboard opens no client. */
export function deskOf(app: App, { readOnly = false, tasks }: DashboardOptions): () => Promise<Desk> {
  let desk: Promise<Desk> | undefined;
  return () => {
    desk ??= app.worker().then(async (worker) => {
      const { store, runtime } = worker;
      const journal = new KeptJournal(store, runtime.clock);
      const own = () => app.tasks.map((task) => taskListing(task, worker.settings));
      const summaries = new Summaries(store, runtime.clock);
      const metrics = await openMetrics(worker);
      return { app, worker, readOnly, metrics, journal, summaries, tasks: tasks ?? own };
    });
    // What could not be opened is tried again by the next request.
    desk.catch(() => {
      desk = undefined;
    });
    return desk;
  };
}
