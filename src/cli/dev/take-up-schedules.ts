import type { EmbeddedCloud } from "../../dev/index.ts";
import type { AppDescription } from "./app-description.ts";
import { functionName } from "./deploy-app.ts";
import { syncEvent } from "./dev-handler.ts";
import type { SchedulesTaken } from "./sync-schedules.ts";

/**
 * Lets the function take its app's schedules to EventBridge: it alone has the app, with arguments that need not be
 * JSON. What goes wrong is told, not thrown: a schedule that cannot be put is no reason not to run tasks.
 */
export async function takeUpSchedules(cloud: EmbeddedCloud, app: AppDescription): Promise<SchedulesTaken> {
  const answer = await cloud.invoke(functionName(app), JSON.stringify(syncEvent));
  if (answer.kind === "returned") return JSON.parse(answer.payload) as SchedulesTaken;
  const nothing = { schedules: [], removed: [], warnings: [] };
  if (answer.kind === "throttled") return nothing;
  const { errorType: name, errorMessage: message } = answer.error;
  return { ...nothing, problem: { name, message } };
}
