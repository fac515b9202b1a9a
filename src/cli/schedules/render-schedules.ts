import { countOf } from "../count-of.ts";
import type { Paint } from "../paint.ts";
import { renderMoment } from "../render-moment.ts";
import { type Cell, tableLines } from "../render-table.ts";
import { colourOfState } from "../result/colour-of-state.ts";
import type { RunView, ScheduleView } from "./schedule-view.ts";

const head = ["NAME", "TASK", "WHEN", "ENABLED", "SOURCE", "NEXT RUN", "LAST RUN", "IT WENT"];

/** An app's schedules as a table. Pure. */
export function renderSchedules(app: string, schedules: readonly ScheduleView[], paint: Paint): string {
  const title = `${paint("bold", app)}: ${countOf(schedules.length, "schedule")}`;
  if (schedules.length === 0) return `${title}\n`;
  const lines = [title, "", ...tableLines(head, schedules.map(cells), paint), ...notes(schedules, paint)];
  return `${lines.join("\n")}\n`;
}

function cells({ name, task, when, enabled, complete, source, next: [next], last: [last] }: ScheduleView): Cell[] {
  return [
    ["bold", name],
    task,
    when,
    complete ? (enabled ? "yes" : ["yellow", "no"]) : ["red", "incomplete"],
    source === "cdk" ? "cdk*" : source,
    next === undefined ? "none" : renderMoment(next),
    last === undefined ? "none" : renderMoment(last.at),
    last === undefined ? "" : outcome(last),
  ];
}

/** How a run went, in a word. Pure. */
export function outcome({ state }: Pick<RunView, "state">): Cell {
  return state === null ? "no record" : [colourOfState(state), state];
}

function notes(schedules: readonly ScheduleView[], paint: Paint): string[] {
  const said = [
    schedules.some(({ source }) => source === "cdk") &&
      "* deployed by infrastructure code: it can be run, and is changed only there",
    schedules.some(({ complete }) => !complete) && "incomplete: putting it was cut short; put it again",
  ].filter((note) => note !== false);
  return said.length === 0 ? [] : ["", ...said.map((note) => paint("dim", note))];
}
