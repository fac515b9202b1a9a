import { createHash, randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { LovageError } from "../../../errors/index.ts";
import type { Clock } from "../../../runtime/index.ts";
import { isSecure } from "../is-secure.ts";
import { isSameSecret, type Protection } from "../protection.ts";
import { readToken } from "../read-token.ts";
import { Provider } from "./provider.ts";
import type { SignInOptions } from "./sign-in-options.ts";

/** Holds the provider's token: signed by it, so that the server keeps nothing and needs no secret. */
const SESSION = "lovage_session";
/** Holds what a sign-in that is under way is recognised by. */
const UNDER_WAY = "lovage_sign_in";

/** How long a sign-in may take, in seconds. */
const SIGN_IN_SECONDS = 600;

/** What browsers keep of one cookie at most, in bytes (RFC 6265, 6.1), with room for its attributes. */
const LARGEST_COOKIE = 3_900;

/** A sign-in that is under way. */
interface UnderWay {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The page to go to afterwards. */
  readonly to: string;
}

type ByProvider = Extract<Protection, { kind: "provider" }>;

/**
 * Signing in at a provider of OpenID Connect, and the look at each request: who is not signed in is sent there from a page, and
 * refused by the API.
 */
export function guardByProvider(hono: Hono, protection: ByProvider, clock: Pick<Clock, "now">): void {
  const provider = new Provider(protection.signIn, clock);
  const isSignedIn = async (context: Context) => {
    const token = readToken(context, protection);
    if (token !== "none") return token === "right";
    const claims = await provider.verify(readCookie(context, SESSION) ?? "");
    return typeof claims?.iat === "number" && claims.iat * 1_000 + protection.session > clock.now();
  };
  hono.get("/api/session", async (context) => {
    const paths = { signIn: "/sign-in", signOut: "/sign-out" };
    return context.json({ signedIn: await isSignedIn(context), password: false, ...paths });
  });
  hono.get("/sign-in", (context) => begin(context, provider));
  hono.get("/sign-in/callback", (context) => end(context, provider));
  hono.get("/sign-out", (context) => signOut(context, provider));
  hono.use("*", async (context, next) => {
    const { path } = context.req;
    if (path.startsWith("/assets/") || (await isSignedIn(context))) return next();
    if (path.startsWith("/api/") || path === "/metrics") {
      throw new LovageError("DASHBOARD_SIGN_IN", { problem: "nobody is signed in" });
    }
    const { pathname, search } = new URL(context.req.url);
    return context.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
  });
}

async function begin(context: Context, provider: Provider): Promise<Response> {
  const { authorization_endpoint } = await provider.describe();
  const [state, nonce, verifier] = [random(), random(), random()];
  const underWay: UnderWay = { state, nonce, verifier, to: ownPath(context.req.query("to")) };
  const text = Buffer.from(JSON.stringify(underWay)).toString("base64url");
  writeCookie(context, UNDER_WAY, text, SIGN_IN_SECONDS);
  const address = new URL(authorization_endpoint);
  const question = {
    response_type: "code",
    client_id: provider.options.clientId,
    redirect_uri: callbackOf(context, provider.options),
    scope: "openid",
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(question)) address.searchParams.set(name, value);
  return context.redirect(address.href);
}

async function end(context: Context, provider: Provider): Promise<Response> {
  const refuse = (problem: string) => new LovageError("DASHBOARD_SIGN_IN", { problem });
  const underWay = readUnderWay(readCookie(context, UNDER_WAY));
  dropCookie(context, UNDER_WAY);
  const { code, state, error } = context.req.query();
  if (!underWay || !isSameSecret(state ?? "", underWay.state))
    throw refuse("no such sign-in is under way; begin again");
  if (code === undefined) throw refuse(`the provider answered ${error ?? "without a code"}`);
  const token = await provider.exchange(code, underWay.verifier, callbackOf(context, provider.options));
  const claims = await provider.verify(token);
  if (!claims || claims.nonce !== underWay.nonce) throw refuse("you are not among those who may use this dashboard");
  if (token.length > LARGEST_COOKIE) throw refuse("the provider says more of you than a cookie holds");
  writeCookie(context, SESSION, token, Math.max(1, Number(claims.exp) - Number(claims.iat)));
  return context.redirect(underWay.to);
}

async function signOut(context: Context, provider: Provider): Promise<Response> {
  // No other page is to sign people out.
  const site = context.req.header("sec-fetch-site") ?? "none";
  if (site !== "same-origin" && site !== "none") {
    throw new LovageError("DASHBOARD_ORIGIN", { problem: `the request comes from another site (${site})` });
  }
  dropCookie(context, SESSION);
  const { end_session_endpoint } = await provider.describe();
  if (end_session_endpoint === undefined) return context.text("You are signed out.");
  const address = new URL(end_session_endpoint);
  const home = new URL("/", callbackOf(context, provider.options)).href;
  // The standard's name for it, and Cognito's.
  const words = { client_id: provider.options.clientId, post_logout_redirect_uri: home, logout_uri: home };
  for (const [name, value] of Object.entries(words)) address.searchParams.set(name, value);
  return context.redirect(address.href);
}

/** Where the provider sends a person back to: this dashboard, as the person's browser knows it. The provider knows which are allowed. */
function callbackOf(context: Context, { address }: SignInOptions): string {
  if (address !== undefined) return new URL("/sign-in/callback", address).href;
  const host = context.req.header("host") ?? new URL(context.req.url).host;
  return `${isSecure(context) ? "https" : "http"}://${host}/sign-in/callback`;
}

/** A path of this dashboard, and nothing that a browser would take for another site's address. */
function ownPath(to = "/"): string {
  return /^\/(?![/\\])/.test(to) && !/[\r\n\t]/.test(to) ? to : "/";
}

function random(): string {
  return randomBytes(32).toString("base64url");
}

function readUnderWay(text: string | undefined): UnderWay | undefined {
  try {
    const { state, nonce, verifier, to } = JSON.parse(Buffer.from(text ?? "", "base64url").toString());
    return { state: String(state), nonce: String(nonce), verifier: String(verifier), to: ownPath(String(to)) };
  } catch {
    return undefined;
  }
}

/** Over HTTPS no other host of the domain can set it (`__Host-`). Lax and not Strict: people come back to it from the provider's site. */
function cookieOptions(context: Context): CookieOptions {
  const common = { httpOnly: true, sameSite: "Lax", path: "/" } as const;
  return isSecure(context) ? { ...common, secure: true, prefix: "host" } : common;
}

function readCookie(context: Context, name: string): string | undefined {
  return isSecure(context) ? getCookie(context, name, "host") : getCookie(context, name);
}

function writeCookie(context: Context, name: string, value: string, maxAge: number): void {
  setCookie(context, name, value, { ...cookieOptions(context), maxAge });
}

function dropCookie(context: Context, name: string): void {
  deleteCookie(context, name, cookieOptions(context));
}
