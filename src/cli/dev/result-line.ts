import { inspect } from "node:util";

/** The member that marks a line of the function's log as told to `lovage dev`. */
const MARK = "lovage.dev.result";

/** How much of a result is told. */
const LONGEST = 300;

/** A line that tells a task's result to who reads the function's log: the result, or what it looks like when it is long. */
export function resultLine(id: string, result: unknown): string {
  const looks = inspect(result, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 4, maxArrayLength: 20 });
  const shown = looks.length > LONGEST ? `${looks.slice(0, LONGEST)}…` : undefined;
  try {
    return `${JSON.stringify({ [MARK]: id, result: shown ?? result })}\n`;
  } catch {
    // No JSON. That is the task's failure, and told as such.
    return `${JSON.stringify({ [MARK]: id, result: looks })}\n`;
  }
}

/** The result that a line of the log tells, if it is such a line. */
export function readResultLine(line: object): { readonly id: string; readonly result: unknown } | undefined {
  if (!(MARK in line) || typeof line[MARK] !== "string") return undefined;
  return { id: line[MARK], result: "result" in line ? line.result : undefined };
}
