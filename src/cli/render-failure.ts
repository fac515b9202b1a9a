import { LovageError } from "../errors/index.ts";
import type { Paint } from "./paint.ts";

/** An error that ended a command, for people. Ours are sentences; of any other, the stack is what helps. Pure. */
export function renderFailure(error: unknown, hint: string | undefined, paint: Paint): string {
  const said = LovageError.is(error) ? error.message : stackOf(error);
  const lines = [`${paint("red", "error:")} ${said}`];
  if (hint) lines.push(`${paint("cyan", "hint:")} ${hint}`);
  return `${lines.join("\n")}\n`;
}

/** The same as one line of JSON: `{"code":"…","message":"…"}`. Pure. */
export function failureJson(error: unknown, hint: string | undefined): string {
  const said = LovageError.is(error)
    ? { code: error.code, message: error.message }
    : { code: "UNEXPECTED", message: error instanceof Error ? error.message : String(error), stack: stackOf(error) };
  return `${JSON.stringify({ ...said, hint })}\n`;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by: ${stackOf(error.cause)}`;
  return (error.stack ?? `${error.name}: ${error.message}`) + cause;
}
