import { createApp, crontab, every } from "lovage";
import { createDashboard, type DashboardOptions, serveDashboard } from "lovage/dashboard";
import { memoryAdapters } from "lovage/testing";
import { vi } from "vitest";
import { z } from "zod";
import type { JournalLine } from "../../src/lifecycle/index.ts";
import { Poller } from "../../src/poller/index.ts";
import type { Store } from "../../src/ports/index.ts";
import { silentLogger, systemClock, uuidIds } from "../../src/runtime/index.ts";

const MINUTE = 60_000;
const states = ["SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS", "RETRY", "SUCCESS", "FAILURE", "SUCCESS"] as const;

/** An app with a past of an hour, three dead letters, a task that runs until it is released, a worker that runs, and its dashboard on a port of its own. */
export async function openStage(options: DashboardOptions = {}) {
  const app = createApp({ name: "shop", logger: silentLogger });
  const gate = Promise.withResolvers<void>();
  const tasks = {
    add: app.task("add", { args: z.tuple([z.number(), z.number()]), description: "Adds two numbers" }, (x, y) => x + y),
    send: app.task("mail.send", { queue: "mail", retry: false }, (to: string) => {
      throw new TypeError(`no such address: ${to}`);
    }),
    flaky: app.task("rates.fetch", { bind: true, retry: { max: 3, delay: "100ms", jitter: "none" } }, (task) => {
      if (task.attempt < 3) throw new Error("503 from the bank");
      return { EUR: 1, NOK: 11.4 };
    }),
    invoice: app.task(
      "invoice.create",
      {
        args: z.tuple([
          z.string().meta({ title: "Customer", description: "as the ledger names it" }),
          z.int().min(1).meta({ title: "Number of items" }),
          z.boolean().meta({ title: "Express" }),
          z.enum(["EUR", "NOK"]).meta({ title: "Currency" }),
          z.object({ note: z.string() }).meta({ title: "Extra" }),
        ]),
        description: "Writes an invoice",
      },
      (customer, items, express, currency, extra) => ({ customer, items, express, currency, ...extra }),
    ),
    slow: app.task("video.encode", { bind: true }, async (task) => {
      await task.updateState({ state: "ENCODING", meta: { frame: 1_024 } });
      await Promise.race([gate.promise, new Promise((_, stop) => task.signal.addEventListener("abort", stop))]);
    }),
  };
  const place = app.task("order.place", async () => (await tasks.add.delay(20, 22)).id);
  const adapters = memoryAdapters({ clock: systemClock, settings: app.settings });
  app.connect(adapters, { logger: silentLogger });
  await seedJournal(adapters.store);
  app.schedule("heartbeat", every("10s"), tasks.add, { args: [16, 4] });
  app.schedule("monday-report", crontab("30 4 * * 1"), tasks.add, { args: [1, 2] });
  await app.beat.sync();
  const poller = new Poller(await app.worker(), { queues: ["default", "mail"] });
  const running = poller.run();
  const past = {
    done: (await tasks.add.delay(4, 4)).id,
    failed: await Promise.all(
      ["ada@nowhere", "bob@nowhere", "eve@nowhere"].map(async (to) => (await tasks.send.delay(to)).id),
    ),
    retried: (await tasks.flaky.delay()).id,
    child: await (await place.delay()).get({ timeout: "30s" }),
    running: (await tasks.slow.delay()).id,
  };
  await app.result(past.child).get({ timeout: "30s" });
  await app.result(past.retried).get({ timeout: "30s" });
  await vi.waitFor(async () => {
    const { visible } = await adapters.broker.depth("mail", "deadLetters");
    if (visible < past.failed.length) throw new Error(`${visible} dead letters`);
    const running = await app.result(past.running).state();
    if (running !== "ENCODING") throw new Error(running);
  }, 30_000);
  const served = await serveDashboard(createDashboard(app, options), { port: 0 });
  return {
    ...{ app, tasks, past, url: served.url },
    /** How many dead letters the queue for mail has. */
    deadLetters: async () => (await adapters.broker.depth("mail", "deadLetters")).visible,
    /** Lets the slow tasks end. */
    release: () => gate.resolve(),
    close: async () => {
      gate.resolve();
      await served.close();
      await poller.stop();
      await running;
      adapters.beat.close();
      adapters.delays.close();
    },
  };
}

async function seedJournal(store: Store): Promise<void> {
  const ids = uuidIds(systemClock);
  const now = systemClock.now();
  for (let ago = 60; ago > 0; ago--) {
    const at = now - ago * MINUTE;
    const lines = Array.from(
      { length: 8 + ((ago * 7) % 23) },
      (_, index): JournalLine => ({
        id: ids(),
        task: ["add", "mail.send", "rates.fetch"][index % 3] ?? "add",
        queue: index % 3 === 1 ? "mail" : "default",
        state: states[(index + ago) % states.length] ?? "SUCCESS",
        attempt: 1 + (index % 2),
        startedAt: at - 40 * (1 + ((index * ago) % 40)),
        runtime: 40 * (1 + ((index * ago) % 40)),
      }),
    );
    await store.write([], { at, worker: `host-${ago % 3}/4711`, lines });
  }
}
