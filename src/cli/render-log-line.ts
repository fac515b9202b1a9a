import { inspect } from "node:util";
import type { LogLevel } from "../runtime/index.ts";
import { foldStack } from "./fold-stack.ts";
import type { Paint } from "./paint.ts";

/** A line of a log, before it is one. */
export interface LogLine {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly level: Exclude<LogLevel, "silent">;
  readonly message: string;
  readonly fields: object;
}

const colours = { debug: "dim", info: "green", warn: "yellow", error: "red" } as const;

/**
 * A line of a log for people: time, level, whose line it is, what happened, and the rest as `name=value`. An error's stack
 * stands below it. Pure.
 */
export function renderLogLine({ at, level, message, fields }: LogLine, paint: Paint): string {
  const { id, task, error, ...rest } = fields as Record<string, unknown>;
  const words = [
    paint("dim", new Date(at).toISOString()),
    paint(colours[level], level.toUpperCase().padEnd(5)),
    ...(task === undefined ? [] : [paint("bold", String(task)) + (id === undefined ? "" : `[${id}]`)]),
    message,
    ...(task === undefined && id !== undefined ? [`id=${id}`] : []),
    ...Object.entries(rest).map(([name, value]) => paint("dim", `${name}=`) + renderField(name, value)),
  ];
  return words.join(" ") + renderError(error);
}

/** How much of a value a line shows. */
const LONGEST_VALUE = 300;

function renderField(name: string, value: unknown): string {
  if (name === "runtime") return `${value}ms`;
  const text = typeof value === "string" ? quoted(value) : inspect(value, onOneLine);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

const onOneLine = {
  breakLength: Number.POSITIVE_INFINITY,
  compact: true,
  depth: 4,
  maxArrayLength: 20,
  maxStringLength: LONGEST_VALUE,
};

function quoted(text: string): string {
  return /^\S+$/.test(text) ? text : JSON.stringify(text);
}

/** What went wrong: a sentence on the same line; an Error, or one that was recorded, with its stack below. */
function renderError(error: unknown): string {
  if (error === undefined) return "";
  if (typeof error !== "object" || error === null) return ` error=${renderField("error", error)}`;
  const { stack, name = "Error", message = "" } = error as Record<string, unknown>;
  return `\n${typeof stack === "string" ? foldStack(stack) : `${name}: ${message}`}`.replace(/\n/g, "\n    ");
}
