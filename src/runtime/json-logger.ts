import type { Clock } from "./clock.ts";
import { type Logger, type LogLevel, logLevels } from "./logger.ts";

/** Where a finished line goes; the newline is the sink's. */
export type LogSink = (line: string) => void;

/**
 * The default logger: one JSON object a line, `{"time":"…","level":"info","message":"…",…fields}`, which CloudWatch
 * Logs Insights reads as it is. Errors among the fields are written with name, message and stack.
 *
 * @param options.level - lines below it are left out. @default "info"
 * @param options.sink - @default standard output
 */
export function jsonLogger(options: { clock: Clock; level?: LogLevel; sink?: LogSink; fields?: object }): Logger {
  const { clock, level = "info", fields = {} } = options;
  const sink = options.sink ?? ((line) => process.stdout.write(`${line}\n`));
  const lowest = logLevels.indexOf(level);
  const at = (name: LogLevel) =>
    logLevels.indexOf(name) < lowest
      ? () => {}
      : (more: object, message: string) =>
          sink(stringify({ time: new Date(clock.now()).toISOString(), level: name, message, ...fields, ...more }));
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (more) => jsonLogger({ clock, level, sink, fields: { ...fields, ...more } }),
  };
}

/** A log line must never fail the task that writes it, so what JSON cannot say is said in words. */
function stringify(line: object): string {
  const seen: unknown[] = [];
  return JSON.stringify(line, function (this: unknown, _key, value) {
    if (typeof value === "bigint") return `${value}`;
    if (typeof value === "function" || typeof value === "symbol") return String(value);
    if (value instanceof Error) {
      return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
    }
    if (typeof value !== "object" || value === null) return value;
    // The replacer is called with the holder as `this`: what lies below it on the path is what may repeat.
    while (seen.length > 0 && seen.at(-1) !== this) seen.pop();
    if (seen.includes(value)) return "[circular]";
    seen.push(value);
    return value;
  });
}
