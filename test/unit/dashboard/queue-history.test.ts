import { describe, expect, it } from "vitest";
import type { HistoryRange, QueueMetrics } from "../../../src/ports/index.ts";
import { dashboardWorld } from "./dashboard-world.ts";

/** Metrics that count up, and remember what they were asked. */
function counting(): QueueMetrics & { readonly asked: [readonly string[], HistoryRange][] } {
  const asked: [readonly string[], HistoryRange][] = [];
  return {
    asked,
    async history(queues, range) {
      asked.push([queues, range]);
      const steps = Array.from({ length: (range.to - range.from) / range.step }, (_, index) => index);
      return queues.map((queue) => ({ queue, visible: steps, oldest: steps, deadLetters: steps.map(() => null) }));
    },
  };
}

describe("the history of queues", () => {
  it("is asked of the metrics of the app's adapters, up to and with the running minute", async () => {
    const { ask, app, world } = await dashboardWorld();
    const metrics = counting();
    app.connect({ ...world.adapters, metrics }, { clock: world.clock });

    const { answer } = await ask("GET", "/api/queues/history?minutes=60");

    expect(answer.step).toBe(60_000);
    expect(answer.times).toHaveLength(60);
    expect([answer.times.at(0), answer.times.at(-1)]).toEqual(["2026-03-04T04:07:00.000Z", "2026-03-04T05:06:00.000Z"]);
    expect(answer.queues.map(({ name }: { name: string }) => name)).toEqual(["default", "mail"]);
    expect(answer.queues[0].visible).toHaveLength(60);
    expect(answer.queues[0].deadLetters[0]).toBeNull();
  });

  it("has wider points for a longer time", async () => {
    const { ask, app, world } = await dashboardWorld();
    const metrics = counting();
    app.connect({ ...world.adapters, metrics }, { clock: world.clock });
    const { answer } = await ask("GET", "/api/queues/history?minutes=1440");
    expect([answer.step, answer.times.length]).toEqual([900_000, 96]);
    expect(metrics.asked[0]?.[1]).toEqual({
      from: Date.UTC(2026, 2, 3, 5, 15),
      to: Date.UTC(2026, 2, 4, 5, 15),
      step: 900_000,
    });
  });

  it("is told not to be there where nothing measures the queues", async () => {
    const { ask } = await dashboardWorld();
    const { status, answer } = await ask("GET", "/api/queues/history");
    expect([status, answer.error.code]).toEqual([404, "NO_QUEUE_METRICS"]);
  });
});
