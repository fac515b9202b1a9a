import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { App } from "../app/index.ts";
import { LovageError } from "../errors/index.ts";
import { answerError } from "./answer-error.ts";
import { serveClient } from "./client-files.ts";
import { checkDashboardOptions, type DashboardOptions } from "./dashboard-options.ts";
import { deskOf } from "./desk.ts";
import { flowerRoutes, mountMetrics, mountRefusals } from "./flower/index.ts";
import { mountRoutes } from "./mount-routes.ts";
import { openApi } from "./open-api.ts";
import { routes } from "./routes/index.ts";
import { checkOrigin } from "./security/check-origin.ts";
import { headers } from "./security/headers.ts";
import { protectionOf } from "./security/protection.ts";
import { guardApi } from "./security/session.ts";

/** How large a request may be, in bytes: well above SQS's largest message, as JSON may be written with spaces. */
const LARGEST_REQUEST = 8 * 1_048_576;

/** A dashboard: what answers its requests, wherever they come from. */
export interface Dashboard {
  /** Whether it checks who asks, or was told that something before it does. Else it answers this machine alone. */
  readonly isProtected: boolean;
  /** Answers a request, as every server that speaks the web's standard wants it (Hono, Bun, Lambda behind an adapter). */
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * The dashboard of an app: a page and the API under it. Nothing is opened before the first request.
 *
 * ```ts
 * serveDashboard(createDashboard(app, { password }), { port: 5555 });
 * ```
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function createDashboard(app: App, options: DashboardOptions = {}): Dashboard {
  checkDashboardOptions("createDashboard", options);
  const protection = protectionOf(options);
  const hono = new Hono();
  hono.use(headers);
  hono.use(async (context, next) => {
    checkOrigin(context, protection);
    await next();
    if (context.req.path.startsWith("/api/")) context.header("cache-control", "no-store");
  });
  hono.use(bodyLimit({ maxSize: LARGEST_REQUEST, onError: refuseLarge }));
  hono.onError((error, context) => answerError(error, context, () => app.runtime.logger));
  hono.get("/healthcheck", (context) => context.text("OK"));
  guardApi(hono, protection, { now: () => app.runtime.clock.now() });
  const desk = deskOf(app, options);
  const all = [...routes, ...flowerRoutes];
  hono.get("/api/openapi.json", (context) => context.json(openApi(all, `Lovage dashboard of ${app.name}`)));
  mountRoutes(hono, all, desk);
  mountRefusals(hono);
  mountMetrics(hono, desk);
  serveClient(hono);
  const isProtected = protection.kind !== "open" || protection.everywhere;
  return { isProtected, fetch: async (request) => hono.fetch(request) };
}

/** Also who is not signed in could fill the memory otherwise. */
function refuseLarge({ req: { method, path } }: Context): never {
  const issues = [
    `it: is larger than the ${LARGEST_REQUEST} bytes that a request may have; send what is large by its key`,
  ];
  throw new LovageError("INVALID_REQUEST", { where: `the body of ${method} ${path}`, issues });
}
