import type { App } from "../../app/index.ts";
import { didYouMean, LovageError } from "../../errors/index.ts";
import { listSchedules } from "./list-schedules.ts";

/** The error for a schedule that an app does not have, with those that it has, and the one that was meant. */
export async function unknownSchedule(app: App, name: string): Promise<LovageError<"SCHEDULE_NOT_FOUND">> {
  const known = (await listSchedules(app)).map((listed) => listed.name);
  return new LovageError("SCHEDULE_NOT_FOUND", { name, app: app.name, known, suggestion: didYouMean(name, known) });
}

/** Does something with a schedule; where there is none of the name, the error says which there are. */
export async function withSchedule<T>(app: App, name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const isBare = LovageError.is(error, "SCHEDULE_NOT_FOUND") && error.detail.known === undefined;
    throw isBare ? await unknownSchedule(app, name) : error;
  }
}
