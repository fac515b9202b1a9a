import type { LogEvent } from "../../aws/logs/index.ts";
import { type LogLevel, logLevels } from "../../runtime/index.ts";
import type { Paint } from "../paint.ts";
import { renderLogLine } from "../render-log-line.ts";

/** A line of a function's log for people: one of Lovage's as a worker shows it, any other as it is. Pure. */
export function renderLogEvent({ at, text }: LogEvent, paint: Paint): string {
  const entry = parsed(text);
  const { level, message, time, timestamp, ...fields } = entry ?? {};
  if (typeof level !== "string" || typeof message !== "string" || !isLevel(level.toLowerCase())) {
    return `${paint("dim", new Date(at).toISOString())} ${text}`;
  }
  return renderLogLine({ at, level: level.toLowerCase() as Exclude<LogLevel, "silent">, message, fields }, paint);
}

function isLevel(level: string): boolean {
  return level !== "silent" && (logLevels as readonly string[]).includes(level);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
