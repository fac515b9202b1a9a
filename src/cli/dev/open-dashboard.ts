import { LovageError } from "../../errors/index.ts";
import type { Logger } from "../../runtime/index.ts";
import type { AppDescription } from "./app-description.ts";
import { appInCloud } from "./app-in-cloud.ts";

/** Where Flower is, and where people look for it. */
const USUAL_PORT = 5555;

/** The dashboard beside an app's cloud. */
export interface DevDashboard {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the dashboard of an app in its cloud, on this machine alone.
 *
 * @param app - how the app is at the moment: a reload may bring other tasks
 * @param port - @default 5555, or one that is free when that is taken
 * @throws LovageError PORT_TAKEN
 */
export async function openDashboard(
  app: () => AppDescription,
  endpoint: string,
  logger: Logger,
  port?: number,
): Promise<DevDashboard> {
  const { createDashboard, serveDashboard } = await import("../../dashboard/index.ts");
  const dashboard = createDashboard(appInCloud(app(), endpoint, logger), { tasks: () => app().listings });
  try {
    return await serveDashboard(dashboard, { port: port ?? USUAL_PORT });
  } catch (error) {
    if (!LovageError.is(error, "PORT_TAKEN")) throw error;
    if (port !== undefined) throw new LovageError("PORT_TAKEN", { port, option: "--dashboard-port" }, { cause: error });
    return serveDashboard(dashboard, { port: 0 });
  }
}
