/**
 * What Lovage asks of a logger: pino's shape, so pino itself (or any that looks like it) can be passed as it is.
 * The fields come first and the message second.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A logger that adds `fields` to each line. */
  child(fields: object): Logger;
}

/** The levels, from the most talkative to silence. */
export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
/** A level of the logger: lines below it are left out. */
export type LogLevel = (typeof logLevels)[number];

/** A logger that says nothing. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};
