import type { App } from "../../app/index.ts";
import { LovageError } from "../../errors/index.ts";
import { appQueues } from "../queues/app-queues.ts";
import { type QueueRow, readQueues } from "../queues/queue-row.ts";
import { listSchedules } from "../schedules/list-schedules.ts";
import { type JournalSummary, summarizeJournal } from "./summarize-journal.ts";

/** How an app is, as `lovage status --json` prints it. */
export interface StatusView {
  readonly app: string;
  readonly queues: readonly QueueRow[];
  /** Null where nothing keeps schedules. */
  readonly schedules: { readonly count: number; readonly enabled: number } | null;
  readonly journal: JournalSummary;
}

/**
 * Looks at an app's queues, schedules and journal.
 *
 * @param span - how far back in the journal, in milliseconds
 */
export async function readStatus(app: App, span: number): Promise<StatusView> {
  const { broker, store, runtime } = await app.worker();
  const to = runtime.clock.now();
  const readJournal = async () => {
    const entries = [];
    // A batch may have ended in this very millisecond.
    for await (const entry of store.journal({ from: to - span, to: to + 1 })) entries.push(entry);
    return summarizeJournal(entries, to - span, to);
  };
  const [queues, schedules, journal] = await Promise.all([
    appQueues(app, broker).then((names) => readQueues(broker, names)),
    countSchedules(app),
    readJournal(),
  ]);
  return { app: app.name, queues, schedules, journal };
}

async function countSchedules(app: App): Promise<StatusView["schedules"]> {
  try {
    const listed = await listSchedules(app);
    return { count: listed.length, enabled: listed.filter(({ enabled }) => enabled).length };
  } catch (error) {
    if (LovageError.is(error, "NO_BEAT")) return null;
    throw error;
  }
}
