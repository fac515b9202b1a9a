import type { App } from "../../app/index.ts";
import { LovageError } from "../../errors/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import { appQueues } from "../queues/app-queues.ts";
import { listSchedules } from "../schedules/list-schedules.ts";
import type { Shell } from "../shell.ts";
import { readDuration } from "../words/duration.ts";
import { readTaskArguments } from "../words/task-arguments.ts";
import { type Known, planFindings } from "./plan-findings.ts";
import { renderFindings } from "./render-findings.ts";
import { testTask } from "./test-task.ts";

/** `lovage doctor`, as it was typed. */
export interface DoctorWords extends WhereWords {
  readonly send?: string;
  readonly args?: string;
  readonly wait: string;
  readonly json?: boolean;
}

/** Checks a deployment, and says what to fix. */
export async function runDoctor(shell: Shell, words: DoctorWords): Promise<ExitCode> {
  const timeout = readDuration(words.wait, "--wait");
  const args = words.args === undefined ? [] : readTaskArguments({ words: [], args: words.args });
  if (words.args !== undefined && words.send === undefined) {
    throw new LovageError("INVALID_USAGE", { problem: "--args are those of the task that --send names: give both." });
  }
  const app = await openApp(words, shell);
  const { broker } = await app.worker();
  const names = await appQueues(app, broker);
  const { readDeployment } = await import("../../aws/doctor/index.ts");
  const [facts, known] = await Promise.all([readDeployment(app.settings, names), knownOf(app)]);
  const findings = planFindings(facts, known);
  const { send: task, json = false } = words;
  if (task !== undefined) findings.push(await testTask(app, { task, args, timeout }, shell, json));
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  shell.stdout.write(
    json ? `${JSON.stringify({ app: app.name, findings })}\n` : renderFindings(app.name, findings, paint),
  );
  return findings.some(({ level }) => level === "fail") ? exitCodes.failed : exitCodes.success;
}

async function knownOf(app: App): Promise<Known> {
  const { table } = app.settings;
  try {
    const schedules = await listSchedules(app);
    return {
      table,
      schedules: schedules.map(({ name, enabled, complete, options }) => ({
        name,
        enabled,
        complete,
        queue: options.queue,
      })),
    };
  } catch (error) {
    if (!LovageError.is(error, "AWS_REFUSED") && !LovageError.is(error, "NO_BEAT")) throw error;
    return { table, schedules: [], schedulesProblem: error.message };
  }
}
