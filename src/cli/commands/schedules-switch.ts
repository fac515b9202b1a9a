import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { SwitchWords } from "../schedules/run-switch.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

const commands = [
  ["enable", "let a schedule fire", "Lets a schedule fire."],
  [
    "disable",
    "keep a schedule from firing",
    "Keeps a schedule from firing, until it is enabled or put. What has fired before still runs.",
  ],
  ["remove", "take a schedule away", "Takes a schedule away. What has fired before still runs."],
] as const;

/** Declares `lovage schedules enable`, `disable` and `remove`. */
export function addSchedulesSwitch(schedules: Command, { shell, exit }: CommandSurroundings): void {
  for (const [act, summary, description] of commands) {
    const command = schedules
      .command(act)
      .summary(summary)
      .description(`${description} One that infrastructure code has deployed is refused.`)
      .argument("<schedule>", "the schedule's name");
    outputOptions(whereOptions(command)).action(async (schedule: string, words: Omit<SwitchWords, "schedule">) => {
      const { runSwitch } = await import("../schedules/run-switch.ts");
      exit(await runSwitch(shell, act, { ...words, schedule }));
    });
  }
}
