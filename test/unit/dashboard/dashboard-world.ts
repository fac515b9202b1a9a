import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { createApp } from "lovage";
import { createDashboard, type DashboardOptions } from "lovage/dashboard";
import { testWorld } from "lovage/testing";
import { z } from "zod";

export const start = new Date("2026-03-04T05:06:07Z");

/** An app with a few tasks in a world in memory, and its dashboard. Every answer is held against the API's own description. */
export async function dashboardWorld(options: DashboardOptions = {}) {
  const app = createApp({ name: "shop" });
  const add = app.task("add", { args: z.tuple([z.number(), z.number()]) }, (x, y) => x + y);
  const fail = app.task("mail.send", { queue: "mail", description: "Sends a mail" }, (to: string) => {
    throw new TypeError(`no such address: ${to}`);
  });
  const flaky = app.task("flaky", { bind: true, retry: { max: 3, delay: "10s", jitter: "none" } }, (task) => {
    if (task.attempt < 3) throw new Error("not yet");
    return "at last";
  });
  const world = testWorld(app, { start });
  const dashboard = createDashboard(app, options);
  const described = await describedAnswers(dashboard, options.token);
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await dashboard.fetch(
      new Request(`http://localhost:5555${path}`, {
        method,
        headers: {
          ...(method === "GET" ? {} : { "content-type": "application/json" }),
          ...(options.token && { authorization: `Bearer ${options.token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: answers of a dozen shapes, each checked against its description.
    const answer: any = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
    if (response.ok) described(method, path, answer);
    return { status: response.status, answer, headers: response.headers };
  };
  return { app, add, fail, flaky, world, dashboard, ask };
}

interface Operation {
  responses: Record<"200", { content: { "application/json": { schema: object } } }>;
}

const ajv = new Ajv2020({ strict: false, formats: { "date-time": true } });
const checks = new Map<string, ValidateFunction>();

/** The check of a schema, which is made once: every world has the same. */
function checkOf(schema: object): ValidateFunction {
  const text = JSON.stringify(schema);
  const check = checks.get(text) ?? ajv.compile(schema);
  checks.set(text, check);
  return check;
}

async function describedAnswers(dashboard: { fetch(request: Request): Promise<Response> }, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await dashboard.fetch(new Request("http://localhost:5555/api/openapi.json", { headers }));
  const { paths } = response.ok
    ? ((await response.json()) as { paths: Record<string, Record<string, Operation>> })
    : { paths: {} };
  const operations = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}(\\?.*)?$`);
      return { method, pattern, check: checkOf(operation.responses["200"].content["application/json"].schema) };
    }),
  );
  return (method: string, path: string, answer: unknown) => {
    const known = operations.find((one) => one.method === method.toLowerCase() && one.pattern.test(path));
    if (!known || known.check(answer)) return;
    throw new Error(`${method} ${path} answers what it does not describe: ${ajv.errorsText(known.check.errors)}`);
  };
}
