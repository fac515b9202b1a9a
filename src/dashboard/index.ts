// The door of the room: a dashboard, and a server for it.
export { createDashboard, type Dashboard } from "./create-dashboard.ts";
export { type DashboardHandler, dashboardHandler } from "./dashboard-handler.ts";
export type { DashboardOptions } from "./dashboard-options.ts";
export type { SignInOptions } from "./security/provider/sign-in-options.ts";
export { type ServedDashboard, type ServeOptions, serveDashboard } from "./serve-dashboard.ts";
