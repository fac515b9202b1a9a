import type { App } from "../../app/index.ts";
import type { ListedSchedule } from "../../beat/index.ts";

/** All schedules of an app, in the order of their names. */
export async function listSchedules(app: App): Promise<ListedSchedule[]> {
  const listed: ListedSchedule[] = [];
  for await (const schedule of app.beat.list()) listed.push(schedule);
  return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
}
