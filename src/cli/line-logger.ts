import { type Clock, type Logger, type LogLevel, type LogSink, logLevels } from "../runtime/index.ts";
import type { Paint } from "./paint.ts";
import { type LogLine, renderLogLine } from "./render-log-line.ts";

/** What a logger for people is made of. */
export interface LineLoggerOptions {
  readonly clock: Clock;
  /** Lines below it are left out. */
  readonly level: LogLevel;
  /** Where a finished line goes; the newline is the sink's. */
  readonly sink: LogSink;
  readonly paint: Paint;
  /** Fields of every line. @default none */
  readonly fields?: object;
}

/** A logger that writes for people, where the default one writes JSON. */
export function lineLogger(options: LineLoggerOptions): Logger {
  const { clock, sink, paint, fields = {} } = options;
  const lowest = logLevels.indexOf(options.level);
  const at = (level: LogLine["level"]) =>
    logLevels.indexOf(level) < lowest
      ? () => {}
      : (more: object, message: string) =>
          sink(renderLogLine({ at: clock.now(), level, message, fields: { ...fields, ...more } }, paint));
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (more) => lineLogger({ ...options, fields: { ...fields, ...more } }),
  };
}
