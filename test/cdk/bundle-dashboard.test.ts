import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { bundleDashboard } from "../../cdk/bundle-dashboard.ts";
import { type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { systemClock, uuidIds } from "../../src/runtime/index.ts";
import { aProject } from "../support/a-project.ts";

/** A page as the build leaves it, but for what is in it. */
const page = () =>
  folder({
    "index.html": "<!doctype html><title>Lovage</title>",
    "app.js": "console.log('the page')",
    "app.css": "body {}",
    "icon.svg": "<svg/>",
  });
const folder = (files: Record<string, string>) => pathToFileURL(`${aProject(files)}/`);
const outline = {
  options: { defaultQueue: "mail", journalShards: 3, track: "full" as const },
  tasks: [{ name: "mail.send", queue: "mail", description: null, track: "full" as const, schema: null }],
};
const options = { app: "shop", outline, readOnly: false, protection: "elsewhere" } as const;
const host = "abc.lambda-url.eu-central-1.on.aws";

/** The event of a function URL. */
const event = (method: string, path: string, body?: object, headers: Record<string, string> = {}) => ({
  version: "2.0",
  rawPath: path,
  rawQueryString: "",
  headers: { host, "x-forwarded-proto": "https", "content-type": "application/json", ...headers },
  requestContext: { domainName: host, http: { method, path } },
  isBase64Encoded: false,
  ...(body && { body: JSON.stringify(body) }),
});

interface Answer {
  statusCode: number;
  body: string;
  headers: Record<string, string>;
}

/** What the bundle's handler answers, in a Node of its own where nothing is installed. */
async function answers(
  files: ReadonlyMap<string, Buffer>,
  events: object[],
  endpoint: string,
  more: Record<string, string> = {},
): Promise<Answer[]> {
  const root = aProject({ ".keep": "" });
  for (const [path, contents] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), contents);
  }
  const run = `import { handler } from "./index.mjs";
    const answers = [];
    for (const event of ${JSON.stringify(events)}) answers.push(await handler(event, {}));
    console.log(JSON.stringify(answers));
    process.exit();`;
  writeFileSync(join(root, "run.mjs"), run);
  const env = {
    LOVAGE_SHOP_QUEUES: `{"mail":"${endpoint}/000000000000/shop-mail"}`,
    AWS_ENDPOINT_URL: endpoint,
    ...more,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, "run.mjs")], { env });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

let cloud: EmbeddedCloud | undefined;
afterAll(() => cloud?.close(0));

describe("the bundle of a dashboard", () => {
  it("answers the events of a function URL: the page, its files, and the API of the app", async () => {
    const queues = [{ name: "shop-mail-dead-letters" }, { name: "shop-mail" }];
    cloud = await startEmbeddedCloud({ clock: systemClock, ids: uuidIds(systemClock), port: 0, queues });
    const files = bundleDashboard(options, page());
    const own = { origin: `https://${host}`, "sec-fetch-site": "same-origin" };
    // As through a proxy on the reader's machine, which signs what it sends on: the browser says that it is the page's own.
    const proxied = { origin: "http://localhost:8080", "sec-fetch-site": "same-origin" };
    const other = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const events = [
      event("GET", "/queues"),
      event("GET", "/assets/app.js"),
      event("GET", "/api/app"),
      event("POST", "/api/send/mail.send", { args: ["ada"] }, own),
      event("POST", "/api/send/mail.send", { args: ["bob"] }, proxied),
      event("POST", "/api/send/mail.send", { args: ["eve"] }, other),
      event("GET", "/api/queues"),
      event("GET", "/api/queues/history"),
    ];
    const [html, script, app, sent, bySigner, forged, depths, history] = await answers(files, events, cloud.endpoint);
    expect(html).toMatchObject({ statusCode: 200, body: "<!doctype html><title>Lovage</title>" });
    expect(script).toMatchObject({ statusCode: 200, body: "console.log('the page')" });
    expect(JSON.parse(app?.body ?? "")).toMatchObject({ name: "shop", defaultQueue: "mail", tasks: outline.tasks });
    expect([sent, bySigner, forged].map((one) => one?.statusCode)).toEqual([200, 200, 403]);
    expect(JSON.parse(depths?.body ?? "").queues).toMatchObject([{ name: "mail", visible: 2 }]);
    expect(JSON.parse(history?.body ?? "").queues).toMatchObject([{ name: "mail" }]);
  });

  it("lets nobody in by itself where it signs people in, and does not start without being told where", async () => {
    const files = () => bundleDashboard({ ...options, protection: "sign-in" }, page());
    const signIn = { issuer: "https://login.example", clientId: "client", claims: { "cognito:groups": "operators" } };
    const told = { LOVAGE_DASHBOARD_SIGN_IN: JSON.stringify(signIn) };
    const events = [event("GET", "/queues"), event("GET", "/api/app"), event("POST", "/api/send/mail.send", {})];
    const [html, api, change] = await answers(files(), events, "http://127.0.0.1:1", told);
    expect(html).toMatchObject({ statusCode: 302, headers: { location: "/sign-in?to=%2Fqueues" } });
    expect([api?.statusCode, change?.statusCode]).toEqual([401, 401]);
    await expect(answers(files(), events, "http://127.0.0.1:1")).rejects.toThrow(/undefined/);
  });

  it("changes nothing where it is read-only", async () => {
    const events = [event("POST", "/api/send/mail.send", { args: [] })];
    const [refused] = await answers(
      bundleDashboard({ ...options, readOnly: true }, page()),
      events,
      "http://127.0.0.1:1",
    );
    expect(JSON.parse(refused?.body ?? "").error.code).toBe("DASHBOARD_READ_ONLY");
  });

  it("holds its own code and the page, and neither a server nor the user's tasks nor the embedded cloud", () => {
    const files = bundleDashboard(options, page());
    expect([...files.keys()].sort()).toEqual([
      "client/app.css",
      "client/app.js",
      "client/icon.svg",
      "client/index.html",
      "index.mjs",
      "index.mjs.map",
    ]);
    const { sources } = JSON.parse(files.get("index.mjs.map")?.toString() ?? "") as { sources: string[] };
    const foreign =
      /node_modules\/(@hono|esbuild|dynalite|commander|aws-cdk)|^src\/(dev|cli|memory|queue|testing|lambda)\//;
    expect(sources.filter((path) => foreign.test(path))).toEqual([]);
    expect(sources).toContain("src/aws/cloudwatch/aws-queue-metrics.ts");
    const size = files.get("index.mjs")?.length ?? 0;
    console.log(`dashboard bundle: ${Math.round(size / 1000)} KB minified`);
    // With S3's client, behind an import(): what is too large for a message or a record is read from there.
    expect(size).toBeLessThanOrEqual(1_500_000);
  });

  it("is not made without the page, and says what to do", () => {
    expect(() => bundleDashboard(options, folder({ ".keep": "" }))).toThrow(
      /index\.html could not be loaded: .*npm run build/,
    );
  });
});
