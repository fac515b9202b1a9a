import type { Paint } from "../paint.ts";
import { renderDuration } from "../render-duration.ts";
import { renderMoment } from "../render-moment.ts";
import { tableLines } from "../render-table.ts";
import { outcome } from "./render-schedules.ts";
import type { RunView, ScheduleView } from "./schedule-view.ts";

/** How far the second column stands from the left. */
const INDENT = 10;

const overlapWords = {
  skip: "skip: a run is left out while the one before is not over",
  replace: "replace: a run ends the one before, when that is not over",
};

/** A schedule with its next and last runs, and what was probably not meant by it. Pure. */
export function renderSchedule(view: ScheduleView, warnings: readonly string[], paint: Paint): string {
  const { name, task, args, kwargs, when, timezone, enabled, complete, source, overlap, next, last } = view;
  const rows: [string, string | readonly string[]][] = [
    ["name", paint("bold", name)],
    ["task", `${task}${renderArguments(args, kwargs)}`],
    ["when", when],
    ["timezone", timezone ?? []],
    ["enabled", complete ? (enabled ? "yes" : "no") : "incomplete: putting it was cut short; put it again"],
    ["source", source === "cdk" ? "cdk: deployed by infrastructure code, and changed only there" : source],
    ["overlap", overlap === "allow" ? [] : overlapWords[overlap]],
    ["options", renderOptions(view.options)],
    ["next", next.length === 0 ? "none" : next.map(renderMoment)],
    ["last", last.length === 0 ? "none" : renderRuns(last, paint)],
    ["warning", warnings],
  ];
  return rows.flatMap(([label, text]) => linesOf(label, typeof text === "string" ? [text] : text)).join("");
}

function linesOf(label: string, [first, ...others]: readonly string[]): string[] {
  if (first === undefined) return [];
  return [`${label.padEnd(INDENT)}${first}\n`, ...others.map((line) => `${" ".repeat(INDENT)}${line}\n`)];
}

/** "(16, 4)", as one would call it. */
function renderArguments(args: unknown, kwargs: unknown): string {
  const words = (Array.isArray(args) ? args : []).map((value) => JSON.stringify(value));
  const named = Object.entries(kwargs ?? {}).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `(${[...words, ...named].join(", ")})`;
}

function renderOptions(options: ScheduleView["options"]): string[] {
  const durations: readonly string[] = ["countdown", "expires", "timeLimit", "softTimeLimit"];
  return Object.entries(options).map(([option, value]) => {
    const said = typeof value === "string" ? value : JSON.stringify(value);
    return `${option} ${durations.includes(option) ? renderDuration(Number(value)) : said}`;
  });
}

function renderRuns(runs: readonly RunView[], paint: Paint): string[] {
  const rows = runs.map((run) => {
    const took = run.took === undefined ? "" : `took ${run.took} ms`;
    return [renderMoment(run.at), outcome(run), run.id, took];
  });
  return tableLines(["", "", "", ""], rows, paint).slice(1);
}
