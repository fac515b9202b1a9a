import { createApp } from "lovage";
import { createDashboard, type SignInOptions } from "lovage/dashboard";
import { FrozenClock } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../../src/memory/index.ts";
import { aProvider } from "./a-provider.ts";

const host = "shop.example";

/** A dashboard whose people a provider signs in, and a browser with its cookies in front of it. */
async function signInWorld(change: Partial<SignInOptions> = {}, more: { token?: string; session?: string } = {}) {
  const clock = new FrozenClock(new Date("2026-03-04T05:06:07Z"));
  const provider = await aProvider(() => clock.now());
  const app = createApp({ name: "shop" }).connect(memoryAdapters({ clock, settings: { name: "shop" } }), { clock });
  const signIn = { issuer: provider.issuer, clientId: "client", claims: { "cognito:groups": "operators" }, ...change };
  const dashboard = createDashboard(app, { signIn, ...(more as { token?: string }) });
  const cookies = new Map<string, string>();
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const request = new Request(`https://${host}${path}`, { headers: { host, ...(cookie && { cookie }), ...headers } });
    const response = await dashboard.fetch(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get("location") ?? "";
    return { status: response.status, location, text: await response.text(), set: response.headers.getSetCookie() };
  };
  /** Goes to the provider and back, as a browser does. */
  const signInAs = async (person?: Record<string, unknown>) => {
    if (person) provider.person = person;
    const { location } = await ask("/sign-in?to=/queues?sort=name");
    return ask(provider.visit(location).callback);
  };
  return { clock, provider, ask, signInAs, cookies };
}

describe("a dashboard whose people a provider signs in", () => {
  it("sends who is not signed in there from a page, and refuses them at the API", async () => {
    const { ask } = await signInWorld();
    expect(await ask("/queues?sort=name")).toMatchObject({
      status: 302,
      location: "/sign-in?to=%2Fqueues%3Fsort%3Dname",
    });
    for (const path of ["/api/app", "/api/openapi.json", "/api/tasks", "/metrics"]) {
      expect((await ask(path)).status).toBe(401);
    }
    expect(JSON.parse((await ask("/api/session")).text)).toMatchObject({ signedIn: false, signIn: "/sign-in" });
    expect((await ask("/healthcheck")).text).toBe("OK");
  });

  it("asks the provider for a code, with a challenge that only its own browser can answer", async () => {
    const { ask, provider } = await signInWorld();
    const { location, set } = await ask("/sign-in");
    const { question } = provider.visit(location);
    expect(location.startsWith(`${provider.issuer}/authorize?`)).toBe(true);
    expect(Object.fromEntries(question)).toMatchObject({
      response_type: "code",
      client_id: "client",
      redirect_uri: `https://${host}/sign-in/callback`,
      scope: "openid",
      code_challenge_method: "S256",
    });
    expect(set[0]).toMatch(/^__Host-lovage_sign_in=.*; HttpOnly; Secure; SameSite=Lax/);
  });

  it("has people come back to the address that it is told, where it is asked by another name", async () => {
    const { ask, provider } = await signInWorld({ address: "https://tasks.example.com" });
    const { callback, question } = provider.visit((await ask("/sign-in")).location);
    expect(question.get("redirect_uri")).toBe("https://tasks.example.com/sign-in/callback");
    expect((await ask(callback)).status).toBe(302);
  });

  it("lets in whom the provider has signed, and leads back to the page", async () => {
    const { ask, signInAs } = await signInWorld();
    const back = await signInAs();
    expect(back).toMatchObject({ status: 302, location: "/queues?sort=name" });
    expect(back.set.find((line) => line.startsWith("__Host-lovage_session="))).toMatch(
      /HttpOnly; Secure; SameSite=Lax/,
    );
    expect((await ask("/api/app")).status).toBe(200);
    expect(JSON.parse((await ask("/api/session")).text)).toMatchObject({ signedIn: true, signOut: "/sign-out" });
  });

  it("leads to no other site, whatever the address says", async () => {
    for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/\t/evil.example"]) {
      const { ask, provider } = await signInWorld();
      const { location } = await ask(`/sign-in?to=${encodeURIComponent(to)}`);
      expect((await ask(provider.visit(location).callback)).location).toBe("/");
    }
  });

  it("lets nobody in who lacks the claim", async () => {
    const { ask, signInAs } = await signInWorld();
    for (const person of [{ sub: "eve" }, { "cognito:groups": ["staff"] }, { "cognito:groups": "operators2" }]) {
      expect((await signInAs(person)).status).toBe(401);
      expect((await ask("/api/app")).status).toBe(401);
    }
    expect((await signInAs({ "cognito:groups": "operators" })).status).toBe(302);
  });

  it.each([
    ["is for another client", { aud: "other" }],
    ["is another provider's", { iss: "https://other.example" }],
    ["answers another sign-in", { nonce: "other" }],
    ["is over already", { exp: 1_000 }],
    ["has no end", { exp: undefined }],
  ])("takes no token that %s", async (_, changed) => {
    const { ask, provider, signInAs } = await signInWorld();
    provider.change = (claims) => ({ ...claims, ...changed });
    expect((await signInAs()).status).toBe(401);
    expect((await ask("/api/app")).status).toBe(401);
  });

  it("takes no token that another has signed, nor one that nobody has", async () => {
    const { ask, provider, signInAs, cookies } = await signInWorld();
    await signInAs();
    const token = cookies.get("__Host-lovage_session") ?? "";
    await provider.forge();
    expect((await signInAs()).status).toBe(401);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const none = Buffer.from('{"alg":"none","kid":"first"}').toString("base64url");
    const hmac = Buffer.from('{"alg":"HS256","kid":"first"}').toString("base64url");
    const later = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload, "base64url").toString()), exp: 9e9 }),
    );
    const forged = [
      `${none}.${payload}.`,
      `${hmac}.${payload}.${signature}`,
      `${header}.${later.toString("base64url")}.${signature}`,
      "x",
    ];
    for (const value of forged) {
      cookies.set("__Host-lovage_session", value);
      expect((await ask("/api/app")).status).toBe(401);
    }
    cookies.set("__Host-lovage_session", token);
    expect((await ask("/api/app")).status).toBe(200);
  });

  it("takes no answer to a sign-in that this browser has not begun, and each once", async () => {
    const { ask, provider, cookies } = await signInWorld();
    const { location } = await ask("/sign-in");
    const { callback } = provider.visit(location);
    const kept = new Map(cookies);
    cookies.clear();
    expect((await ask(callback)).status).toBe(401);
    for (const [name, value] of kept) cookies.set(name, value);
    expect((await ask(callback.replace(/state=[^&]*/, "state=other"))).status).toBe(401);
    for (const [name, value] of kept) cookies.set(name, value);
    expect((await ask(callback)).status).toBe(302);
    expect((await ask(callback)).status).toBe(401);
    expect((await ask("/sign-in/callback?error=access_denied&state=x")).status).toBe(401);
  });

  it("lets people stay until the token's end, or for as long as the dashboard allows", async () => {
    const { ask, signInAs, clock } = await signInWorld();
    await signInAs();
    await clock.advance(3_599_000);
    expect((await ask("/api/app")).status).toBe(200);
    await clock.advance(1_000);
    expect((await ask("/api/app")).status).toBe(401);
    const short = await signInWorld({}, { session: "10m" });
    await short.signInAs();
    await short.clock.advance(599_000);
    expect((await short.ask("/api/app")).status).toBe(200);
    await short.clock.advance(1_000);
    expect((await short.ask("/api/app")).status).toBe(401);
  });

  it("asks for the provider's keys once, and again when it signs with another, once a minute at most", async () => {
    const { ask, provider, signInAs, clock, cookies } = await signInWorld();
    await signInAs();
    for (let times = 0; times < 5; times++) await ask("/api/app");
    const keys = () => provider.asked.filter((path) => path === "/keys").length;
    expect(keys()).toBe(1);
    cookies.set("__Host-lovage_session", `${Buffer.from('{"kid":"made up"}').toString("base64url")}.x.x`);
    for (let times = 0; times < 5; times++) await ask("/api/app");
    expect(keys()).toBe(1);
    await clock.advance(60_000);
    await provider.rotate();
    expect((await signInAs()).status).toBe(302);
    expect(keys()).toBe(2);
    expect((await ask("/api/app")).status).toBe(200);
  });

  it("signs out here and at the provider, but for no other page", async () => {
    const { ask, provider, signInAs } = await signInWorld();
    await signInAs();
    for (const site of ["cross-site", "same-site"]) {
      expect((await ask("/sign-out", { "sec-fetch-site": site })).status).toBe(403);
    }
    expect((await ask("/api/app")).status).toBe(200);
    const { location } = await ask("/sign-out", { "sec-fetch-site": "same-origin" });
    expect(location.startsWith(`${provider.issuer}/logout?`)).toBe(true);
    const words = Object.fromEntries(new URL(location).searchParams);
    expect(words).toMatchObject({ client_id: "client", logout_uri: `https://${host}/` });
    expect((await ask("/api/app")).status).toBe(401);
  });

  it("takes a program's token beside it", async () => {
    const { ask } = await signInWorld({}, { token: "0123456789abcdef" });
    expect((await ask("/api/app", { authorization: "Bearer 0123456789abcdef" })).status).toBe(200);
    expect((await ask("/api/app", { authorization: "Bearer 0123456789abcdeX" })).status).toBe(401);
  });

  it("says that the provider does not answer, or is another", async () => {
    const { ask } = await signInWorld({ issuer: "http://127.0.0.1:1" });
    expect(await ask("/sign-in")).toMatchObject({ status: 502, text: expect.stringContaining("SIGN_IN_UNAVAILABLE") });
    const { provider } = await signInWorld();
    const other = await signInWorld({ issuer: `${provider.issuer}/` });
    expect((await other.ask("/sign-in")).text).toContain("it says that it is");
  });

  it.each([
    ["an issuer over plain HTTP", { issuer: "http://login.example" }],
    ["no claims at all, which would let in whoever signs up", { claims: {} }],
    ["a client without an id", { clientId: "" }],
  ])("refuses %s", async (_, change) => {
    await expect(signInWorld(change)).rejects.toThrow(/INVALID_OPTION/);
  });
});
