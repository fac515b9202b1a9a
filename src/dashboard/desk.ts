import type { App } from "../app/index.ts";
import type { Worker } from "../execution/index.ts";
import { Summaries } from "./journal/summaries.ts";

/** What a route works with: the app, the world it is connected to, and what has been read of the journal. */
export interface Desk {
  readonly app: App;
  readonly worker: Worker;
  readonly summaries: Summaries;
  readonly readOnly: boolean;
}

/** Opens the desk at the first request: making a dashboard opens no client. */
export function deskOf(app: App, readOnly: boolean): () => Promise<Desk> {
  let desk: Promise<Desk> | undefined;
  return () => {
    desk ??= app.worker().then((worker) => {
      return { app, worker, readOnly, summaries: new Summaries(worker.store, worker.runtime.clock) };
    });
    // What could not be opened is tried again by the next request.
    desk.catch(() => {
      desk = undefined;
    });
    return desk;
  };
}
