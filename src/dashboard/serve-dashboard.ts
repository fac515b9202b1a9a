import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { LovageError } from "../errors/index.ts";
import type { Dashboard } from "./create-dashboard.ts";

/** Where a dashboard listens. */
export interface ServeOptions {
  /** @default 5555, Flower's; 0 takes any that is free */
  port?: number;
  /** @default "127.0.0.1": this machine alone */
  host?: string;
}

/** A dashboard that listens. */
export interface ServedDashboard {
  /** Its address, for a browser. */
  readonly url: string;
  /** Ends it, with the connections that are open. */
  close(): Promise<void>;
}

/**
 * Listens for a dashboard's requests.
 *
 * @throws LovageError DASHBOARD_UNPROTECTED when others than this machine could reach a dashboard without a password or
 * token, PORT_TAKEN
 */
export async function serveDashboard(dashboard: Dashboard, options: ServeOptions = {}): Promise<ServedDashboard> {
  const { port = 5555, host = "127.0.0.1" } = options;
  if (!dashboard.isProtected && !isThisMachine(host)) throw new LovageError("DASHBOARD_UNPROTECTED", { host });
  const { promise, resolve, reject } = Promise.withResolvers<ServedDashboard>();
  const server = serve({ fetch: dashboard.fetch, port, hostname: host }, (address: AddressInfo) => {
    const shown = host.includes(":") ? `[${host}]` : host;
    resolve({
      url: `http://${shown}:${address.port}/`,
      close: () => {
        const { promise: closed, resolve: done } = Promise.withResolvers<void>();
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
        return closed;
      },
    });
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    reject(error.code === "EADDRINUSE" ? new LovageError("PORT_TAKEN", { port }) : error);
  });
  return promise;
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
