import type { Command } from "commander";
import type { DashboardWords } from "../dashboard/run-dashboard.ts";
import type { CommandSurroundings } from "../program.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage dashboard`. */
export function addDashboard(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("dashboard")
    .summary("serve a page that shows an app, and its API")
    .description(
      "Serves the dashboard of an app: what ended and how, queues, dead letters, schedules, workers. On this machine alone, " +
        "unless a password (LOVAGE_DASHBOARD_PASSWORD) or a token for programs (LOVAGE_DASHBOARD_TOKEN) protects it.",
    )
    .option("-p, --port <n>", "the port", "5555")
    .option("--host <address>", "the address to listen at", "127.0.0.1")
    .option("--read-only", "show everything, change nothing");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (words: DashboardWords) => {
      const { runDashboard } = await import("../dashboard/run-dashboard.ts");
      exit(await runDashboard(shell, words));
    });
}

const examples = `
Examples:
  $ lovage dashboard --stack Shop
  $ lovage dashboard --app src/tasks.ts --endpoint http://127.0.0.1:4566
  $ LOVAGE_DASHBOARD_PASSWORD=… lovage dashboard --name shop --host 0.0.0.0 --read-only`;
