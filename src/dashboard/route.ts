import type { z } from "zod";
import type { Desk } from "./desk.ts";

/** What a route is asked, checked against its schemas. */
export interface Asked<Query = unknown, Body = unknown> {
  /** The parts of the path in braces, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
}

/** One operation of the API as a value: what it takes, what it answers, and what it does. The OpenAPI description is made of the same. */
export interface Route<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly method: "get" | "post" | "put" | "delete";
  /** As OpenAPI writes it: `/api/records/{id}`. */
  readonly path: string;
  /** The heading under which the description lists it. */
  readonly tag: string;
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  /** Whether the fields of a form are taken for those of the query, which they are beside: what Flower's scripts send. @default false */
  readonly form?: true;
  readonly answer: z.ZodType;
  handle(asked: Asked<z.output<Query>, z.output<Body>>, desk: Desk): Promise<unknown>;
}

/** Makes a route, with the types of its schemas. A method other than get changes something, and is refused where the dashboard is read-only. */
export function route<Query extends z.ZodType, Body extends z.ZodType>(definition: Route<Query, Body>): Route {
  return definition as unknown as Route;
}
