import { createApp, LovageError } from "lovage";
import { createDashboard, serveDashboard } from "lovage/dashboard";
import { describe, expect, it } from "vitest";
import { dashboardWorld } from "./dashboard-world.ts";

const password = "correct horse";

describe("a dashboard without a password", () => {
  it("answers requests that are addressed to this machine, and no others", async () => {
    const { ask } = await dashboardWorld();
    for (const host of ["localhost:5555", "127.0.0.1:5555", "[::1]:5555"]) {
      expect((await ask("GET", "/api/app", undefined, { host })).status).toBe(200);
    }
    for (const host of ["evil.example", "localhost.evil.example:5555", "192.168.1.7:5555"]) {
      expect(await ask("GET", "/api/app", undefined, { host })).toMatchObject({
        status: 403,
        answer: { error: { code: "DASHBOARD_ORIGIN" } },
      });
    }
  });

  it("does not listen where others reach it", async () => {
    const open = createDashboard(createApp({ name: "shop" }));
    await expect(serveDashboard(open, { host: "0.0.0.0", port: 0 })).rejects.toThrow(/DASHBOARD_UNPROTECTED/);
  });

  it("refuses a secret that is short without showing it", () => {
    const opening = (options: object) => () => createDashboard(createApp({ name: "shop" }), options);
    expect(opening({ password: "secret" })).toThrow(/"password" is "\*{6}"; it must be a string of at least 8/);
    expect(opening({ token: "token" })).toThrow(/"token" is "\*{5}"; it must be a string of at least 16/);
  });

  it("listens on this machine, and says so when the port is taken", async () => {
    const open = createDashboard(createApp({ name: "shop" }));
    const served = await serveDashboard(open, { port: 0 });
    const port = Number(new URL(served.url).port);
    expect(await (await fetch(`${served.url}healthcheck`)).text()).toBe("OK");
    const second = await serveDashboard(open, { port }).catch((error: unknown) => error);
    expect(LovageError.is(second, "PORT_TAKEN")).toBe(true);
    await served.close();
  });
});

describe("the API", () => {
  it("is not asked by another page, not even to read what costs nothing to see", async () => {
    const { ask } = await dashboardWorld();
    for (const site of ["cross-site", "same-site"]) {
      expect((await ask("GET", "/api/dead-letters", undefined, { "sec-fetch-site": site })).status).toBe(403);
      // A link to the page itself, from wherever.
      expect((await ask("GET", "/tasks", undefined, { "sec-fetch-site": site })).status).not.toBe(403);
    }
    for (const site of ["same-origin", "none"]) {
      expect((await ask("GET", "/api/dead-letters", undefined, { "sec-fetch-site": site })).status).toBe(200);
    }
  });

  it("takes no more into its memory than a request may have, signed in or not", async () => {
    for (const options of [{}, { password }]) {
      const { ask } = await dashboardWorld(options);
      const large = { password: "x".repeat(8 * 1_048_576) };
      expect(await ask("POST", "/api/session", large)).toMatchObject({
        status: 400,
        answer: { error: { code: "INVALID_REQUEST", message: expect.stringMatching(/larger than the 8388608 bytes/) } },
      });
    }
  });
});

describe("a change", () => {
  it("is refused from another page, however it is sent", async () => {
    const { ask, world } = await dashboardWorld();
    const refused: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "content-type": "text/plain" },
      { "content-type": "application/x-www-form-urlencoded" },
    ];
    for (const headers of refused) {
      expect((await ask("POST", "/api/send/add", { args: [1, 1] }, headers)).status).toBe(403);
    }
    expect(world.sent()).toEqual([]);
    const own = { origin: "http://localhost:5555", "sec-fetch-site": "same-origin", host: "localhost:5555" };
    expect((await ask("POST", "/api/send/add", { args: [1, 1] }, own)).status).toBe(200);
  });

  it("is refused where the dashboard is read-only, and reading is not", async () => {
    const { ask, world } = await dashboardWorld({ readOnly: true });
    expect(await ask("POST", "/api/send/add", { args: [1, 1] })).toMatchObject({
      status: 403,
      answer: { error: { code: "DASHBOARD_READ_ONLY" } },
    });
    expect(world.sent()).toEqual([]);
    expect((await ask("GET", "/api/queues")).status).toBe(200);
  });
});

describe("a dashboard with a password", () => {
  it("shows nothing of its API to who is not signed in", async () => {
    const { ask } = await dashboardWorld({ password });
    for (const path of ["/api/app", "/api/history", "/api/openapi.json", "/api/nothing"]) {
      expect(await ask("GET", path)).toMatchObject({ status: 401, answer: { error: { code: "DASHBOARD_SIGN_IN" } } });
    }
    expect((await ask("GET", "/api/session")).answer).toEqual({ signedIn: false, password: true });
  });

  it("signs in with it, by a cookie that no script reads and no other site sends, until its time is over", async () => {
    const { ask, world } = await dashboardWorld({ password, session: "1h" });
    const { headers, status } = await ask("POST", "/api/session", { password });
    expect(status).toBe(200);
    const set = headers.get("set-cookie") ?? "";
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).toMatch(/Max-Age=3600/);
    const cookie = set.split(";")[0] ?? "";
    expect((await ask("GET", "/api/app", undefined, { cookie })).status).toBe(200);
    expect((await ask("GET", "/api/app", undefined, { cookie: forged(cookie) })).status).toBe(401);
    await world.clock.advance(3_600_001);
    expect((await ask("GET", "/api/app", undefined, { cookie })).status).toBe(401);
  });

  it("keeps the cookie to HTTPS where the reader speaks it", async () => {
    const { ask } = await dashboardWorld({ password });
    const plain = await ask("POST", "/api/session", { password });
    expect(plain.headers.get("set-cookie")).not.toMatch(/Secure/);
    const behind = await ask("POST", "/api/session", { password }, { "x-forwarded-proto": "https" });
    expect(behind.headers.get("set-cookie")).toMatch(/Secure/);
    const twice = await ask("POST", "/api/session", { password }, { "x-forwarded-proto": "https, http" });
    expect(twice.headers.get("set-cookie")).toMatch(/Secure/);
  });

  it("takes five wrong passwords, and then none for half a minute", async () => {
    const { ask, world } = await dashboardWorld({ password });
    for (let tries = 0; tries < 5; tries++) {
      expect((await ask("POST", "/api/session", { password: "wrong" })).status).toBe(401);
    }
    expect((await ask("POST", "/api/session", { password })).status).toBe(429);
    await world.clock.advance(30_001);
    expect((await ask("POST", "/api/session", { password })).status).toBe(200);
  });

  it("takes a program's token, and no other", async () => {
    const { ask } = await dashboardWorld({ password, token: "0123456789abcdef" });
    expect((await ask("GET", "/api/app")).status).toBe(200);
    const authorization = "Bearer 0123456789abcdeX";
    expect((await ask("GET", "/api/app", undefined, { authorization })).status).toBe(401);
  });
});

describe("the page", () => {
  it("may load its own script alone, and be framed by no other", async () => {
    const { ask } = await dashboardWorld();
    const policy = (await ask("GET", "/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
  });
});

/** The cookie with an end a year later, under the signature of the old one. */
function forged(cookie: string): string {
  return cookie.replace(/=\d+/, `=${Date.UTC(2027, 0, 1)}`);
}
