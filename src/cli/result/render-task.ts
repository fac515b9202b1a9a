import type { RecordedError } from "../../errors/index.ts";
import { foldStack } from "../fold-stack.ts";
import type { Paint } from "../paint.ts";
import { colourOfState } from "./colour-of-state.ts";
import type { TaskView } from "./task-view.ts";

/** How a task went, for people. Pure. */
export function renderTask(view: TaskView, paint: Paint): string {
  const { id, state, task, queue, attempt, startedAt, finishedAt, took, retryAt, reason, revoking } = view;
  const rows: [string, string | undefined][] = [
    ["id", id],
    ["state", paint(colourOfState(state), state) + (state === "PENDING" ? pending : lostWords(view))],
    ["task", task && `${task} (queue ${queue})`],
    ["arguments", "args" in view ? renderArguments(view.args) : undefined],
    ["keywords", "kwargs" in view ? renderArguments(view.kwargs) : undefined],
    ["attempt", attempt === 0 ? "none" : attempt?.toString()],
    ["started", startedAt],
    ["finished", finishedAt && `${finishedAt}${took === undefined ? "" : ` (took ${took} ms)`}`],
    ["next try", retryAt],
    ["reason", reason],
    [
      "revoked",
      revoking && `${revoking.reason} (${revoking.terminate ? "being ended" : "may finish, is not retried"})`,
    ],
    ["meta", "meta" in view ? renderValue(view.meta) : undefined],
    ["result", "result" in view ? renderValue(view.result) : undefined],
    ["error", view.error && renderError(view.error)],
  ];
  return rows.flatMap(([label, text]) => (text === undefined ? [] : `${label.padEnd(10)}${indent(text)}\n`)).join("");
}

/** A result as indented JSON. Pure. */
export function renderValue(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** Arguments on one line, as they are typed; a text is arguments that were cut. */
function renderArguments(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A recorded error with the stack of where it was thrown, and what caused it. Pure. */
export function renderError({ name, message, stack, cause }: RecordedError): string {
  const said = stack === undefined ? `${name}: ${message}` : foldStack(stack);
  return cause ? `${said}\ncaused by: ${renderError(cause)}` : said;
}

const pending = ": no worker has started it, or there is no such task";

/** What LOST means for this task. */
function lostWords({ backAbout, revoking }: TaskView): string {
  if (backAbout === undefined) return "";
  const next = revoking ? "it is REVOKED" : "it runs again";
  return `: its worker died or was cut; ${next} when its message comes back (about ${backAbout})`;
}

function indent(text: string): string {
  return text.replace(/\n/g, `\n${" ".repeat(10)}`);
}
