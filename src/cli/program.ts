import { styleText } from "node:util";
import { Command } from "commander";
import { addCompletion } from "./commands/completion.ts";
import { addDashboard } from "./commands/dashboard.ts";
import { addDeadLetters } from "./commands/dead-letters.ts";
import { addDev } from "./commands/dev.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addHistory } from "./commands/history.ts";
import { addLogs } from "./commands/logs.ts";
import { addPurge } from "./commands/purge.ts";
import { addQueues } from "./commands/queues.ts";
import { addResult } from "./commands/result.ts";
import { addRetry } from "./commands/retry.ts";
import { addRevoke } from "./commands/revoke.ts";
import { addSchedules } from "./commands/schedules.ts";
import { addSend } from "./commands/send.ts";
import { addStatus } from "./commands/status.ts";
import { addTask } from "./commands/task.ts";
import { addTasks } from "./commands/tasks.ts";
import { addTop } from "./commands/top.ts";
import { addWorker } from "./commands/worker.ts";
import type { ExitCode } from "./exit-code.ts";
import { paintFor, plain } from "./paint.ts";
import type { Output, Shell } from "./shell.ts";
import { version } from "./version.ts";

/** What a command is given when it is declared: its surroundings, and how to say its exit code. */
export interface CommandSurroundings {
  readonly shell: Shell;
  readonly exit: (code: ExitCode) => void;
}

/**
 * The whole grammar of the command line. Only the grammar: what a command does is loaded when it is called, so that
 * `lovage --help` loads neither AWS's clients nor the embedded cloud.
 */
export function createProgram(shell: Shell, exit: (code: ExitCode) => void): Command {
  const hasColours = (output: Output) => paintFor(output, shell.argv, shell.env) !== plain;
  const program = new Command("lovage")
    .description("Celery for serverless AWS: run workers, send tasks, read their results, keep schedules.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(text),
      // Errors are thrown, and told once, by runCli.
      outputError: () => {},
      getOutHelpWidth: () => shell.stdout.columns ?? 80,
      getErrHelpWidth: () => shell.stderr.columns ?? 80,
      getOutHasColors: () => hasColours(shell.stdout),
      getErrHasColors: () => hasColours(shell.stderr),
    })
    .configureHelp({ styleTitle: (title) => styleText("bold", title, { validateStream: false }) })
    .addHelpText("after", overview);
  const surroundings = { shell, exit };
  addDev(program, surroundings);
  addWorker(program, surroundings);
  addSend(program, surroundings);
  addResult(program, surroundings);
  addTask(program, surroundings);
  addRevoke(program, surroundings);
  addRetry(program, surroundings);
  addTasks(program, surroundings);
  addStatus(program, surroundings);
  addTop(program, surroundings);
  addHistory(program, surroundings);
  addQueues(program, surroundings);
  addPurge(program, surroundings);
  addDeadLetters(program, surroundings);
  addSchedules(program, surroundings);
  addLogs(program, surroundings);
  addDoctor(program, surroundings);
  addDashboard(program, surroundings);
  addCompletion(program, surroundings);
  return program;
}

const overview = `
Examples:
  $ lovage dev src/tasks.ts                     a cloud of your own, and your tasks in it
  $ lovage send add 4 4 --name shop --wait      send a task and print its result
  $ lovage worker src/tasks.ts --queues mail    run tasks in this process
  $ lovage status --stack Shop --watch          queues, schedules and workers of a deployment
  $ lovage schedules list --stack Shop          what runs by itself, and how it went

Where:
  Commands find AWS as the AWS SDK does: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL.
  LOVAGE_APP names the app where no --name, --stack or --app does.

Exit codes:
  0 done   1 the task failed or was revoked   2 wrong usage   3 not finished yet
  4 Lovage could not do it   130, 143 ended by Ctrl-C, by SIGTERM`;
