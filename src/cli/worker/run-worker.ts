import { hostname } from "node:os";
import type { App } from "../../app/index.ts";
import { LovageError } from "../../errors/index.ts";
import { Poller } from "../../poller/index.ts";
import { jsonLogger } from "../../runtime/index.ts";
import { queuesOf } from "../../task/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { lineLogger } from "../line-logger.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { EndSignal, Shell } from "../shell.ts";
import { version } from "../version.ts";
import { checkWorld } from "./check-world.ts";
import { narrateAttempts } from "./narrate-attempts.ts";
import { readWorker } from "./read-worker.ts";
import { renderBanner } from "./render-banner.ts";
import { workerFacts } from "./worker-facts.ts";
import type { WorkerWords } from "./worker-words.ts";

/** All that runs an app's tasks, as the app assembles it. */
type Worker = Awaited<ReturnType<App["worker"]>>;

/** Runs an app's tasks until it is told to stop. */
export async function runWorker(shell: Shell, words: WorkerWords): Promise<ExitCode> {
  const order = readWorker(words);
  const app = await openApp({ ...words, app: words.files }, shell, order.options);
  const tasks = app.tasks.map(({ name }) => name);
  if (tasks.length === 0) throw new LovageError("INVALID_USAGE", { problem: emptyApp(app.name) });

  const worker = await openWorker(app, shell, words.json === true);
  const { settings, runtime } = worker;
  const queues = order.queues ?? queuesOf(app.tasks, settings);
  const name = `${hostname()}-${process.pid}`;
  const facts = workerFacts(settings, shell.env, { version: version(), worker: name, queues, tasks });
  if (!words.json) shell.stdout.write(renderBanner(facts, paintFor(shell.stdout, shell.argv, shell.env)));

  await checkWorld(worker, queues);
  const poller = new Poller(worker, { queues, grace: order.grace, name });
  const running = poller.run();
  runtime.logger.info(words.json ? facts : {}, "worker ready");
  const stoppedBy = await untilStopped(poller, running, shell, (message) => runtime.logger.info({}, message));
  runtime.logger.info({}, "worker stopped");
  return stoppedBy;
}

/** The first signal stops in good order, the second at once; a third one is left to the process, which dies of it. */
async function untilStopped(
  poller: Poller,
  running: Promise<void>,
  shell: Shell,
  say: (message: string) => void,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  let signals = 0;
  const unlisten = shell.onSignal((signal: EndSignal) => {
    signals++;
    if (signals === 1) say("stopping: running tasks may finish; a second signal gives them back at once");
    else {
      say("stopping at once");
      code = signal === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated;
      unlisten();
    }
    void poller.stop();
  });
  await running;
  unlisten();
  return code;
}

/**
 * An app's own logger is left alone; else people get lines and a story, and programs JSON. What the adapters have to say
 * goes the same way.
 */
async function openWorker(app: App, shell: Shell, json: boolean): Promise<Worker> {
  const { settings, runtime } = app;
  if (settings.logger) return app.worker();
  const { clock } = runtime;
  const level = settings.logLevel;
  const sink = (line: string) => void shell.stdout.write(`${line}\n`);
  if (json) return app.worker({ logger: jsonLogger({ clock, level, sink }) });
  const story = narrateAttempts(
    lineLogger({ clock, level, sink, paint: paintFor(shell.stdout, shell.argv, shell.env) }),
  );
  const worker = await app.worker({ logger: story.logger });
  return { ...worker, middleware: [story.middleware, ...worker.middleware] };
}

function emptyApp(app: string): string {
  return `The app "${app}" registers no tasks, so this worker could only move messages to the dead letters. Name the modules that define its tasks, too.`;
}
