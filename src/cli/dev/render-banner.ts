import { variables } from "../../settings/index.ts";
import type { Paint } from "../paint.ts";
import type { AppDescription } from "./app-description.ts";
import { anyRole } from "./function-environment.ts";
import type { ScheduleRow } from "./schedule-row.ts";

/** What `lovage dev` says of itself when it starts. */
export interface DevFacts {
  readonly version: string;
  readonly app: AppDescription;
  readonly schedules: readonly ScheduleRow[];
  readonly endpoint: string;
  /** The address of the dashboard. @default there is none */
  readonly dashboard?: string | undefined;
  /** How many environments the function has. */
  readonly environments: number;
  /** @default in memory */
  readonly dataFolder?: string | undefined;
}

/** The banner of `lovage dev`: what runs, where, and how to use it. Pure. */
export function renderBanner(facts: DevFacts, paint: Paint): string {
  const { version, app, endpoint, dashboard, environments, dataFolder, schedules } = facts;
  const rows = [
    ["app", app.name],
    ["endpoint", endpoint],
    ["dashboard", dashboard ?? "none"],
    ["transport", "SQS of the embedded cloud"],
    ["results", `DynamoDB of the embedded cloud, table ${app.table}`],
    ["kept", dataFolder === undefined ? "in memory only (--data keeps it)" : `in ${dataFolder}`],
    ["concurrency", `${environments} workers of ${app.concurrency} tasks`],
    ["queues", app.queues.map(({ name }) => name).join(", ")],
  ] as const;
  const lines = [
    `${paint("bold", "lovage dev")} ${version}`,
    "",
    ...rows.map(([label, text]) => `  ${paint("dim", label.padEnd(12))}${text}`),
    "",
    `  ${paint("dim", "tasks")}`,
    ...app.tasks.map((name) => `    . ${name}`),
    ...(schedules.length > 0 ? ["", `  ${paint("dim", "schedules")}`, ...schedules.map(scheduleLine(schedules))] : []),
    "",
    `  ${paint("dim", "send one")}    npx lovage send NAME ARGS… --name ${app.name} --endpoint ${endpoint} --wait`,
    `  ${paint("dim", "any client")}  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
    `  ${paint("dim", "long delays")} export ${variables(app.name).beatRole}=${anyRole}`,
    `  ${paint("dim", "stop")}        Ctrl-C`,
    "",
  ];
  return `${lines.join("\n")}\n`;
}

/** A schedule's line: its name, when it runs, and what else there is to say. */
function scheduleLine(all: readonly ScheduleRow[]): (row: ScheduleRow) => string {
  const width = Math.max(...all.map(({ name }) => name.length));
  return ({ name, when, next, enabled, source }) => {
    const state = enabled ? (next === null ? "no run left" : `next ${next}`) : "disabled";
    const origin = source === "runtime" ? ", put at run time" : "";
    return `    . ${name.padEnd(width)}  ${when}; ${state}${origin}`;
  };
}
