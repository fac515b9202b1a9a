// The example: `npm start`, or `npm start -- --keep` to leave it running.
import { parseArgs } from "node:util";
import { createProducer } from "lovage";
import { check } from "./check.ts";
import { report } from "./report.ts";
import { makeRequests, measureSums } from "./requests.ts";
import { firstRun } from "./scheduled.ts";
import { openShop } from "./shop.ts";
import { heading, paint, say } from "./show.ts";
import { tryNext } from "./try-next.ts";

const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort(signal));

try {
  process.exitCode = await run(values.keep, stop.signal);
} catch (error) {
  if (!stop.signal.aborted) throw error;
  process.exitCode = stop.signal.reason === "SIGINT" ? 130 : 143;
}

/** Runs the example. Answers with its exit code: 0 when all is as it should be. */
async function run(keep: boolean, signal: AbortSignal): Promise<number> {
  heading("Starting");
  const shop = await openShop(keep, signal);
  try {
    heading("Five requests, and what the worker makes of them");
    const sent = await makeRequests(shop.web);
    // It comes when it is due, at most ten seconds from here. What goes wrong with it is told where it is looked at.
    const ticked = firstRun("add-every-10-seconds", 20_000, signal);
    ticked.catch(() => {});
    const producer = createProducer({ name: "shop" });
    const results = Object.values(sent)
      .flat()
      .map((id: string) => producer.result(id));
    await Promise.allSettled(results.map((result) => result.get({ timeout: "60s", signal })));
    signal.throwIfAborted();
    await measureSums(shop.web, (id) => producer.result(id));
    await report(results);

    heading("Is all as it should be?");
    const expectations = await check({ sent, ticked, mails: shop.mails, photos: shop.photos });
    for (const { what, holds, found } of expectations) {
      console.log(holds ? `${paint("green", "yes")}  ${what}` : `${paint("red", "NO")}   ${what}: ${found}`);
    }
    tryNext(shop, keep);
    if (keep) await stopped(signal);
    return expectations.every(({ holds }) => holds) ? 0 : 1;
  } finally {
    say("shop", "closes");
    await shop.close();
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
