import type { App } from "../../app/index.ts";
import { LovageError, show } from "../../errors/index.ts";
import { scheduleWarnings } from "../../schedule/index.ts";
import { type ScheduleRow, scheduleRow } from "./schedule-row.ts";

/** What came of taking up an app's schedules. JSON: it is told by the function, which alone has the app. */
export interface SchedulesTaken {
  /** All that EventBridge has for the app now: those that are declared in their order, then those of the run time. */
  readonly schedules: readonly ScheduleRow[];
  /** What was declared once and is not any longer. */
  readonly removed: readonly string[];
  /** Sentences about what was probably not meant. */
  readonly warnings: readonly string[];
  /** Why not all of it is done. @default it is */
  readonly problem?: { readonly name: string; readonly message: string } | undefined;
}

/** Puts into EventBridge what an app declares, and tells what is there then. What goes wrong is told, not thrown. */
export async function syncSchedules(app: App): Promise<SchedulesTaken> {
  const { clock } = app.runtime;
  const declared = app.schedules.map(({ name }) => name);
  const lints = app.schedules.flatMap(({ name, schedule }) =>
    scheduleWarnings(schedule).map((warning) => `schedule ${name}: ${warning}`),
  );
  try {
    const { removed, over } = await app.beat.sync();
    return { schedules: await rows(app, declared, clock.now()), removed, warnings: [...lints, ...over.map(isOver)] };
  } catch (error) {
    const schedules = await rows(app, declared, clock.now()).catch(() => []);
    return { schedules, removed: [], warnings: lints, problem: problemOf(error) };
  }
}

async function rows(app: App, declared: readonly string[], now: number): Promise<ScheduleRow[]> {
  const listed: ScheduleRow[] = [];
  for await (const schedule of app.beat.list()) listed.push(scheduleRow(schedule, now));
  const place = ({ name }: ScheduleRow) => (declared.includes(name) ? declared.indexOf(name) : declared.length);
  return listed.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

function isOver(name: string): string {
  return `schedule ${name}: it has no run left, and is not put`;
}

function problemOf(error: unknown): { name: string; message: string } {
  if (LovageError.is(error)) return { name: error.code, message: error.message };
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: show(error) };
}
