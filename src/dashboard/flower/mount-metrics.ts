import type { Hono } from "hono";
import type { Desk } from "../desk.ts";
import { queueDepths } from "../routes/queues.ts";
import { DayCounter } from "./day-counter.ts";
import { renderMetrics } from "./render-metrics.ts";

/** Serves the metrics, where Flower has them. */
export function mountMetrics(hono: Hono, desk: () => Promise<Desk>): void {
  let counter: DayCounter | undefined;
  hono.get("/metrics", async (context) => {
    const opened = await desk();
    const { store, runtime } = opened.worker;
    counter ??= new DayCounter(store, runtime.clock);
    const [day, queues] = await Promise.all([counter.read(), queueDepths(opened)]);
    const type = "text/plain; version=0.0.4; charset=utf-8";
    return context.body(renderMetrics(day, queues), 200, { "content-type": type, "cache-control": "no-store" });
  });
}
