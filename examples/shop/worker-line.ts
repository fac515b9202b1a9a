import { paint, say } from "./show.ts";

/** What a line of the log says besides its message, where it is about a task. */
const shown = ["attempt", "queue", "runtime", "retryAt", "status", "retryAfter", "answer"];

/** Shows a line of the worker's log, which is JSON: `add[0199…] task succeeded attempt=1 runtime=1`. */
export function showWorkerLine(entry: Readonly<Record<string, unknown>>): void {
  const { task, id, message, level, error, schedule } = entry;
  if (message === "tick") {
    say("beat", `tick ${schedule} -> ${task}`);
    return;
  }
  const fields = shown.filter((name) => name in entry).map((name) => `${name}=${entry[name]}`);
  const about = task === undefined ? "" : `${paint("bold", String(task))}[${String(id).slice(-12)}] `;
  const style = level === "error" ? "red" : level === "warn" ? "yellow" : "green";
  say(
    "worker",
    `${about}${paint(style, String(message))} ${paint("dim", fields.join(" "))} ${sentence(error)}`.trimEnd(),
  );
}

/** An error of a line, by its message alone. */
function sentence(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return error === undefined ? "" : String(error);
}
