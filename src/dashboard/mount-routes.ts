import type { Context, Hono } from "hono";
import type { z } from "zod";
import { LovageError } from "../errors/index.ts";
import type { Desk } from "./desk.ts";
import type { Route } from "./route.ts";

/** Puts routes into an app of Hono. */
export function mountRoutes(hono: Hono, routes: readonly Route[], desk: () => Promise<Desk>): void {
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ":$1");
    hono.on(route.method, path, async (context) => {
      const where = `${route.method.toUpperCase()} ${route.path}`;
      const fields = route.form ? await formOf(context) : {};
      const query = checked(route.query, { ...context.req.query(), ...fields }, `the query of ${where}`);
      const body = route.body && checked(route.body, await bodyOf(context, where), `the body of ${where}`);
      const opened = await desk();
      if (route.method !== "get" && opened.readOnly)
        throw new LovageError("DASHBOARD_READ_ONLY", { what: route.summary });
      return context.json((await route.handle({ path: context.req.param(), query, body }, opened)) as object);
    });
  }
}

function checked(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`);
  throw new LovageError("INVALID_REQUEST", { where, issues });
}

/** The fields of a form that was sent as such. */
async function formOf(context: Context): Promise<Record<string, string>> {
  const type = context.req.header("content-type") ?? "";
  return /^application\/x-www-form-urlencoded\b/i.test(type)
    ? Object.fromEntries(new URLSearchParams(await context.req.text()))
    : {};
}

async function bodyOf(context: Context, where: string): Promise<unknown> {
  const text = await context.req.text();
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new LovageError("INVALID_REQUEST", { where: `the body of ${where}`, issues: ["it: is not JSON"] });
  }
}
