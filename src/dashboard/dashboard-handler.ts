import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import type { Dashboard } from "./create-dashboard.ts";

/** A Lambda handler for a function URL, or for an HTTP API of API Gateway: both send events of the same form, version 2.0. */
export type DashboardHandler = (event: object, context?: object) => Promise<object>;

/**
 * Makes the Lambda handler of a dashboard. The construct `Dashboard` makes a function of it, with the page's files beside it.
 *
 * ```ts
 * export const handler = dashboardHandler(createDashboard(app, { protectedElsewhere: true }));
 * ```
 *
 * Say `protectedElsewhere` only where something before the function has checked who asks: a function URL with `AWS_IAM`.
 */
export function dashboardHandler(dashboard: Dashboard): DashboardHandler {
  const hono = new Hono().all("*", (context) => dashboard.fetch(context.req.raw));
  return handle(hono) as DashboardHandler;
}
