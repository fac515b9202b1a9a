import type { Command } from "commander";
import type { DoctorWords } from "../doctor/run-doctor.ts";
import type { CommandSurroundings } from "../program.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage doctor`. */
export function addDoctor(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("doctor")
    .summary("check a deployment, and say what to fix")
    .description(
      "Looks at the queues, their dead letters, the event source mappings, the functions, the table, the schedules and the alarms " +
        "of an app, and says what to fix. It changes nothing; with --send it also sends a task and waits for it.",
    )
    .option("--send <task>", "also send this task, and wait for it")
    .option("-a, --args <json>", "its arguments, as one JSON list")
    .option("--wait <duration>", "how long to wait for it", "30s");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (words: DoctorWords) => {
      const { runDoctor } = await import("../doctor/run-doctor.ts");
      exit(await runDoctor(shell, words));
    });
}

const examples = `
Examples:
  $ lovage doctor --stack Shop
  $ lovage doctor --stack Shop --send add --args '[4, 4]'
  $ lovage doctor --stack Shop --json | jq '.findings[] | select(.level == "fail")'

Exit codes:
  0 nothing is broken   1 at least one thing is   2 wrong usage   4 could not look`;
