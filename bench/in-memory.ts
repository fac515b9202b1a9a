import { createApp } from "../src/index.ts";
import { memoryAdapters } from "../src/memory/index.ts";
import { Poller } from "../src/poller/index.ts";
import { silentLogger, systemClock } from "../src/runtime/index.ts";
import type { AppOptions } from "../src/settings/index.ts";

/** An app in memory with one task that does nothing, and a signal for when so many of them have run. */
export function noopApp(options: Partial<AppOptions>) {
  const app = createApp({ name: "bench", ...options });
  let left = 0;
  let done = () => {};
  const noop = app.task("noop", (_n: number) => {
    if (--left === 0) done();
  });
  const adapters = memoryAdapters({ clock: systemClock, settings: app.settings });
  app.connect(adapters, { logger: silentLogger });
  const ran = (count: number) =>
    new Promise<void>((resolve) => {
      left = count;
      done = resolve;
    });
  const poller = async (concurrency: number) =>
    new Poller(await app.worker(), { queues: ["default"], concurrency, wait: "1s" });
  return { app, noop, ran, poller, store: adapters.store };
}
