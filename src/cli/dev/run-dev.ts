import { DEFAULT_CONCURRENCY } from "../../dev/index.ts";
import { jsonLogger } from "../../runtime/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { lineLogger } from "../line-logger.ts";
import { paintFor } from "../paint.ts";
import { renderLogLine } from "../render-log-line.ts";
import type { EndSignal, Shell } from "../shell.ts";
import { version } from "../version.ts";
import type { DevWords } from "./dev-words.ts";
import { clientEnvironment } from "./function-environment.ts";
import { type DevSession, openDev } from "./open-dev.ts";
import { type DevOrder, readDev } from "./read-dev.ts";
import { renderBanner } from "./render-banner.ts";
import { storyTeller } from "./story.ts";
import { tellSchedules } from "./tell-schedules.ts";

/**
 * Runs an app in a cloud of its own until it is told to stop: `lovage dev`.
 *
 * @param folder - what relative paths begin at. @default the working directory
 * @throws LovageError INVALID_USAGE, and what `openDev` throws
 */
export async function runDev(shell: Shell, words: DevWords, folder: string = process.cwd()): Promise<ExitCode> {
  const { clock, env, stdout, argv } = shell;
  const order = readDev(words, env);
  const { logLevel: level } = order;
  const paint = paintFor(stdout, argv, env);
  const sink = (line: string) => void stdout.write(`${line}\n`);
  const logger = order.json ? jsonLogger({ clock, level, sink }) : lineLogger({ clock, level, sink, paint });
  const render = order.json ? undefined : (line: Parameters<typeof renderLogLine>[0]) => renderLogLine(line, paint);
  const tell = storyTeller({ logger, sink, render });

  const session = await openDev(order, { clock, env, folder, logger, tell });
  const { app, endpoint, dashboard } = session;
  const { schedules } = session.schedules;
  const facts = {
    version: version(),
    app,
    endpoint,
    dashboard,
    environments: DEFAULT_CONCURRENCY,
    dataFolder: order.dataFolder,
    schedules,
  };
  if (order.json) logger.info({ ...facts, environment: clientEnvironment(app, endpoint) }, "ready");
  else stdout.write(renderBanner(facts, paint));
  tellSchedules(session.schedules, schedules, logger);
  return untilStopped(session, shell, order, (message) => logger.info({}, message));
}

/**
 * The first signal, or the end of the input where that counts, lets running tasks end, and gives back those that do not in
 * time; the second ends them; a third one is left to the process, which dies of it.
 */
async function untilStopped(
  session: DevSession,
  shell: Shell,
  { exitWithStdin, grace: patience }: DevOrder,
  say: (message: string) => void,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  const closed = Promise.withResolvers<void>();
  const close = (grace?: number) => session.close(grace).then(closed.resolve, closed.reject);
  let signals = 0;
  const stop = (signal: EndSignal) => {
    signals++;
    if (signals === 1) {
      say("stopping: running tasks may finish; a second signal ends them");
      return void close(patience);
    }
    unlisten();
    say("stopping at once");
    code = signal === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated;
    return void close(0);
  };
  const unlisten = shell.onSignal(stop);
  if (exitWithStdin) shell.onInputEnd(() => stop("SIGTERM"));
  await closed.promise;
  unlisten();
  say("stopped");
  return code;
}
