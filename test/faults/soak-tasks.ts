import { existsSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "../../src/index.ts";
import { openLedger } from "./ledger.ts";

/*
 * The tasks of the soak. Each writes its side effect into the ledger of its process, once for each attempt that gets so far.
 * They run in pollers and in the embedded cloud's functions alike.
 */
const folder = process.env.SOAK_FOLDER ?? ".";
const ledger = openLedger(folder, process.env.SOAK_ROLE ?? "poller");

export const app = createApp({ name: "soak", logger: ledger.logger, concurrency: 10 });

/** The deaths around them are many, and none of their doing. */
const innocent = {
  max: 3,
  backoff: "fixed",
  delay: "200ms",
  jitter: "full",
  maxWorkerLost: 40,
} as const;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const isMended = () => existsSync(join(folder, "mended"));

interface Attempt {
  readonly id: string;
  readonly attempt: number;
  readonly retries: number;
}

/** The side effect, and then the return: a process may die between the two. */
function finish(task: Attempt): number {
  ledger.effect(task.id, task.attempt);
  ledger.done(task.id, task.attempt);
  return task.attempt;
}

const options = { bind: true, retry: innocent } as const;
for (const track of ["full", "final", "none"] as const) {
  app.task(`quick-${track}`, { ...options, track }, (task) => finish(task));
  app.task(`slow-${track}`, { ...options, track }, async (task, ms: number) => {
    ledger.effect(task.id, task.attempt);
    await pause(ms);
    ledger.done(task.id, task.attempt);
    return task.attempt;
  });
  app.task(`flaky-${track}`, { ...options, track }, (task, failures: number) => {
    if (task.retries < failures) throw new Error(`flaky: ${task.retries}`);
    return finish(task);
  });
  /** Fails for good, until somebody mends what is wrong. */
  app.task(`hopeless-${track}`, { bind: true, track, retry: { ...innocent, max: 1 } }, (task) => {
    if (isMended()) return finish(task);
    throw new Error("hopeless");
  });
}

/** Kills its worker right after its side effect, the first time. */
app.task("exits-once", options, (task) => {
  ledger.effect(task.id, task.attempt);
  if (task.attempt === 1) process.kill(process.pid, "SIGKILL");
  ledger.done(task.id, task.attempt);
  return task.attempt;
});

const killer = { bind: true, retry: { ...innocent, maxWorkerLost: 1 } } as const;
app.task("exits", killer, (task) => (isMended() ? finish(task) : process.exit(1)));
app.task("aborts", killer, (task) => (isMended() ? finish(task) : process.abort()));

/** One after another in its group. */
app.task("step", options, async (task, failures: number) => {
  if (task.retries < failures) throw new Error(`step: ${task.retries}`);
  ledger.effect(task.id, task.attempt);
  await pause(5);
  ledger.done(task.id, task.attempt);
  return task.attempt;
});
