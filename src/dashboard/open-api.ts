import { z } from "zod";
import type { Route } from "./route.ts";

/** The OpenAPI 3.1 description of the API, made of the routes themselves. Pure. */
export function openApi(routes: readonly Route[], title: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    operations[route.method] = operationOf(route);
    paths[route.path] = operations;
  }
  return {
    openapi: "3.1.0",
    info: {
      title,
      version: "1",
      description: "The dashboard's API. A change must be sent as application/json, or with the token.",
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "lovage_session" },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
}

function operationOf({ summary, tag, path, query, body, answer }: Route): object {
  const json = (schema: z.ZodType, io: "input" | "output") => ({
    "application/json": { schema: schemaOf(schema, io) },
  });
  const error = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
  return {
    summary,
    tags: [tag],
    parameters: [...inPath(path), ...(query ? inQuery(query) : [])],
    ...(body && { requestBody: { content: json(body, "input") } }),
    responses: {
      200: { description: "Done", content: json(answer, "output") },
      default: { description: "Refused, with a code and a sentence", content: json(error, "output") },
    },
  };
}

function inPath(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    return { name, in: "path", required: true, schema: { type: "string" } };
  });
}

function inQuery(query: z.ZodType): object[] {
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, object>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => {
    return { name, in: "query", required: required.includes(name), schema };
  });
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described;
}
