import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Context, Hono } from "hono";
import { type AsyncResult, createProducer } from "lovage";
import * as v from "valibot";
import type * as tasks from "./tasks.ts";

/** Where the web endpoint finds what its requests are about. */
export interface WebOptions {
  readonly photos: string;
  readonly thumbnails: string;
  readonly ratesUrl: string;
}

const sum = v.object({ x: v.number(), y: v.number() });
const registration = v.object({ name: v.pipe(v.string(), v.nonEmpty()), email: v.pipe(v.string(), v.email()) });
const order = v.object({ order: v.string() });

/**
 * The shop's web endpoint. It knows the tasks by their types alone: neither sharp nor nodemailer is loaded here, and
 * what it answers is that the work is accepted, never the work's result. A type carries no queue, so the routes name
 * those that are not the default one (a deployment sets them in LOVAGE_SHOP_ROUTES instead).
 */
export function webEndpoint({ photos, thumbnails, ratesUrl }: WebOptions): Hono {
  const routes = { "mail.*": "mail", "photos.*": "photos" };
  const shop = createProducer<typeof tasks>({ name: "shop", routes });
  const unconfirmed = new Map<string, string>();
  const web = new Hono();

  web.post("/sums", async (c) => {
    const { x, y } = v.parse(sum, await c.req.json());
    return accepted(c, [await shop.task("add").delay(x, y)]);
  });

  web.post("/registrations", async (c) => {
    const { name, email } = v.parse(registration, await c.req.json());
    const token = randomUUID();
    unconfirmed.set(token, email);
    const link = new URL(`/activate/${token}`, c.req.url).href;
    return accepted(c, [await shop.task("mail.send-registration").delay(email, name, link)]);
  });

  web.get("/activate/:token", (c) => {
    const email = unconfirmed.get(c.req.param("token"));
    if (!email) return c.text("This link is not valid (any more).", 404);
    unconfirmed.delete(c.req.param("token"));
    return c.text(`${email} is confirmed.`);
  });

  web.post("/thumbnails", async (c) => {
    const files = (await readdir(photos)).toSorted();
    const one = (file: string): [string, string, number] => [join(photos, file), thumbnails, 240];
    return accepted(c, await shop.task("photos.thumbnail").delayMany(files.map(one)));
  });

  web.post("/rates", async (c) => accepted(c, [await shop.task("calls.fetch-rates").delay(ratesUrl)]));

  web.post("/shipments", async (c) => {
    const body = v.parse(order, await c.req.json());
    return accepted(c, [await shop.task("doomed").delay(body.order)]);
  });

  // A load balancer asks this before it lets visitors in; by then AWS's clients are loaded and connected.
  web.get("/health", async (c) => {
    await shop.result("health").record();
    return c.text("ok");
  });

  web.get("/tasks/:id", async (c) => {
    const task = shop.result(c.req.param("id"));
    const record = await task.record();
    return c.json({ id: task.id, state: record?.state ?? "PENDING", result: (await task.result()) ?? null });
  });

  web.onError((error, c) => c.json({ error: error.message }, error instanceof v.ValiError ? 400 : 500));
  return web;
}

/** 202: the work is on its way, and these are its ids. */
function accepted(c: Context, results: readonly AsyncResult[]) {
  return c.json({ ids: results.map(({ id }) => id) }, 202);
}
