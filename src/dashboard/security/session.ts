import type { Context, Hono, MiddlewareHandler } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { LovageError } from "../../errors/index.ts";
import type { Clock } from "../../runtime/index.ts";
import { isSecure } from "./is-secure.ts";
import { isSameSecret, type Protection } from "./protection.ts";
import { guardByProvider } from "./provider/guard-by-provider.ts";
import { readToken } from "./read-token.ts";
import { Tries } from "./tries.ts";

const COOKIE = "lovage_session";

/**
 * Signing in and out, and the look at each request of the API. A session is a cookie that holds its end and is signed: the
 * server keeps nothing, so it works with several of them.
 */
export function guardApi(hono: Hono, protection: Protection, clock: Pick<Clock, "now">): void {
  if (protection.kind === "open") {
    hono.get("/api/session", (context) => context.json({ signedIn: true, password: false }));
    return;
  }
  if (protection.kind === "provider") {
    guardByProvider(hono, protection, clock);
    return;
  }
  const tries = new Tries(clock);
  const { password, key, session } = protection;
  hono.get("/api/session", async (context) => {
    return context.json({ signedIn: await isSignedIn(context, protection, clock), password: password !== undefined });
  });
  hono.post("/api/session", async (context) => {
    const given: unknown = await context.req.json().catch(() => undefined);
    // From here on nothing is waited for: else many guesses at once would all pass before the first of them is counted.
    tries.check();
    const typed = given && typeof given === "object" && "password" in given ? given.password : undefined;
    if (password === undefined || typeof typed !== "string" || !isSameSecret(typed, password)) {
      tries.wrong();
      throw new LovageError("DASHBOARD_SIGN_IN", { problem: "the password is not right" });
    }
    tries.right();
    await setSignedCookie(context, COOKIE, String(clock.now() + session), key, {
      ...{ httpOnly: true, sameSite: "Strict", path: "/", maxAge: Math.floor(session / 1_000) },
      secure: isSecure(context),
    });
    return context.json({ signedIn: true, password: true });
  });
  hono.delete("/api/session", (context) => {
    deleteCookie(context, COOKIE, { path: "/", secure: isSecure(context) });
    return context.json({ signedIn: false, password: password !== undefined });
  });
  const guard: MiddlewareHandler = async (context, next) => {
    if (await isSignedIn(context, protection, clock)) return next();
    throw new LovageError("DASHBOARD_SIGN_IN", { problem: "nobody is signed in" });
  };
  hono.use("/api/*", guard);
  hono.use("/metrics", guard);
}

async function isSignedIn(
  context: Context,
  protection: Extract<Protection, { kind: "closed" }>,
  clock: Pick<Clock, "now">,
): Promise<boolean> {
  const token = readToken(context, protection);
  if (token !== "none") return token === "right";
  const until = await getSignedCookie(context, protection.key, COOKIE);
  return typeof until === "string" && Number(until) > clock.now();
}
