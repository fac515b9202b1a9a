import type { LogLevel } from "../../runtime/index.ts";
import type { Environment } from "../../settings/index.ts";
import { logLevelVariable } from "../../settings/index.ts";
import { readCount } from "../words/count.ts";
import { readDuration } from "../words/duration.ts";
import { readLogLevel } from "../words/log-level.ts";
import type { DevWords } from "./dev-words.ts";

/** What `lovage dev` is to do. */
export interface DevOrder {
  readonly files: readonly string[];
  /** The port; 0 is any that is free. @default 4566, or one that is free when that is taken */
  readonly port?: number | undefined;
  /** Where queues and table are kept between starts. @default in memory */
  readonly dataFolder?: string | undefined;
  /** Whether the dashboard is opened. @default true */
  readonly dashboard?: boolean;
  /** Its port; 0 is any that is free. @default 5555, or one that is free when that is taken */
  readonly dashboardPort?: number | undefined;
  readonly logLevel: LogLevel;
  /** Whether programs read the output: log lines as they are, instead of a story. */
  readonly json: boolean;
  /** How long a stop waits for running tasks, in milliseconds. @default the cloud's: 10 s */
  readonly grace?: number | undefined;
  /** Whether it ends when its standard input does. @default false */
  readonly exitWithStdin?: boolean;
}

/** Reads what was typed. Pure. @throws LovageError INVALID_USAGE */
export function readDev(words: DevWords, env: Environment): DevOrder {
  const { files, port, data, loglevel, json = false, exitWithStdin = false, grace, dashboardPort } = words;
  return {
    files,
    port: port === undefined ? undefined : readCount(port, "--port", 0, 65_535),
    dataFolder: data,
    dashboard: words.dashboard ?? true,
    dashboardPort: dashboardPort === undefined ? undefined : readCount(dashboardPort, "--dashboard-port", 0, 65_535),
    logLevel: readLogLevel(loglevel ?? env[logLevelVariable] ?? "info"),
    json,
    exitWithStdin,
    grace: grace === undefined ? undefined : readDuration(grace, "--grace"),
  };
}
