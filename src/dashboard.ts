// The door "lovage/dashboard": the page over an app, and its server. Not part of ".": it brings a web framework with it, which no
// producer and no worker needs.
export {
  createDashboard,
  type Dashboard,
  type DashboardHandler,
  type DashboardOptions,
  dashboardHandler,
  type ServedDashboard,
  type ServeOptions,
  type SignInOptions,
  serveDashboard,
} from "./dashboard/index.ts";
