import type { Context } from "hono";
import { LovageError } from "../../errors/index.ts";
import type { Protection } from "./protection.ts";
import { readToken } from "./read-token.ts";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Refuses what another page asks in a reader's name.
 *
 * The API is asked from this page alone, as far as the browser says so: another page could not read an answer, but dead letters
 * are hidden by who looks at them, and a long history costs reads. A change must be JSON besides, which no form of another page
 * can send without asking first (and nobody answers it), or carry the token. A dashboard that is open answers only requests that
 * name this machine: a page elsewhere can point a name of its own at 127.0.0.1, but not change the Host header.
 *
 * @throws LovageError DASHBOARD_ORIGIN
 */
export function checkOrigin(context: Context, protection: Protection): void {
  const refuse = (problem: string) => new LovageError("DASHBOARD_ORIGIN", { problem });
  const host = context.req.header("host") ?? new URL(context.req.url).host;
  if (protection.kind === "open" && !protection.everywhere && !loopback.test(host)) {
    throw refuse(`the request is addressed to ${host}, and without a password this dashboard answers localhost alone`);
  }
  const isReading = ["GET", "HEAD"].includes(context.req.method);
  if (isReading && !context.req.path.startsWith("/api/")) return;
  const site = context.req.header("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") throw refuse(`the request comes from another site (${site})`);
  if (isReading) return;
  // The browser's own word counts before a comparison: a proxy that signs requests for a function URL has a name of its own.
  const origin = site === "same-origin" ? undefined : context.req.header("origin");
  if (origin && !isHostOf(origin, host)) throw refuse(`the request comes from ${origin}`);
  // A program's token is in no browser's keeping, so no other page can send it.
  if (readToken(context, protection) === "right") return;
  const type = context.req.header("content-type") ?? "";
  if (!/^application\/json\b/i.test(type))
    throw refuse(`its content type is ${type || "missing"}, not application/json`);
}

function isHostOf(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host.toLowerCase() === host.toLowerCase();
}
