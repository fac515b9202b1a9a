import { type TaskListing, taskListing } from "../src/app/index.ts";
import type { Settings } from "../src/settings/index.ts";
import type { LoadedApp } from "./load-entries.ts";

/** What the entries of an app say of it to who knows it by its name alone, as its dashboard does. JSON. */
export interface AppOutline {
  readonly options: Pick<Settings, "defaultQueue" | "journalShards" | "track">;
  readonly tasks: readonly TaskListing[];
}

/** The outline of an app; undefined where its entries were not loaded. */
export function outlineOf({ entries, settings }: LoadedApp): AppOutline | undefined {
  if (entries.length === 0) return undefined;
  const { defaultQueue, journalShards, track } = settings;
  const tasks = new Map(entries.flatMap((entry) => entry.tasks).map((task) => [task.name, task]));
  return {
    options: { defaultQueue, journalShards, track },
    tasks: [...tasks.values()].map((task) => taskListing(task, settings)),
  };
}
