import type { Paint } from "../paint.ts";
import type { WholeLetterView } from "./letter-view.ts";

/** How far the second column stands from the left. */
const INDENT = 12;

/** All of a dead letter, for people. Pure. */
export function renderLetter(view: WholeLetterView, paint: Paint): string {
  const { id, task, queue, reason, error, attempt, diedAt, sentAt, receiveCount, groupId, messageId } = view;
  const rows: [string, string | null][] = [
    ["id", id],
    ["task", task && paint("bold", task)],
    ["queue", queue || null],
    ["reason", paint("red", reason)],
    ["error", error],
    ["attempt", attempt === null ? null : attempt === 0 ? "0: it never ran" : `${attempt}`],
    ["died", diedAt],
    ["sent", sentAt],
    ["received", `${receiveCount} times, this one among them`],
    ["group", groupId],
    ["message", messageId],
    ["redrive", view.redrivable ? null : "not possible: it holds no message of a task; run its schedule instead"],
    ["args", view.args === null ? null : JSON.stringify(view.args, undefined, 2)],
    ["kwargs", isEmpty(view.kwargs) ? null : JSON.stringify(view.kwargs, undefined, 2)],
    // What cannot be read as a message is shown as it came.
    ["body", view.args === null ? view.body : null],
    ["attributes", renderAttributes(view.attributes)],
  ];
  return rows.flatMap(([label, text]) => (text === null ? [] : `${label.padEnd(INDENT)}${indent(text)}\n`)).join("");
}

/** The attributes that are not shown by themselves already. */
function renderAttributes(attributes: WholeLetterView["attributes"]): string | null {
  const others = Object.entries(attributes).filter(([name]) => !name.startsWith("lovage."));
  return others.length === 0 ? null : others.map(([name, value]) => `${name}: ${value}`).join("\n");
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

function indent(text: string): string {
  return text.replace(/\n/g, `\n${" ".repeat(INDENT)}`);
}
