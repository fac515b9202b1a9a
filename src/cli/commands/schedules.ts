import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { ListWords } from "../schedules/run-list.ts";
import type { RunNowWords } from "../schedules/run-now.ts";
import type { ShowWords } from "../schedules/run-show.ts";
import { outputOptions } from "./output-options.ts";
import { addSchedulesPut } from "./schedules-put.ts";
import { addSchedulesSwitch } from "./schedules-switch.ts";
import { addSchedulesSync } from "./schedules-sync.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage schedules`, with the commands in it. */
export function addSchedules(program: Command, surroundings: CommandSurroundings): void {
  const schedules = program
    .command("schedules")
    .summary("list, put, run and remove schedules")
    .description(
      "The schedules of an app: tasks that run by themselves. EventBridge is their only store, so none of the commands but " +
        "sync needs the app's code.",
    )
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", examples);
  addList(schedules, surroundings);
  addShow(schedules, surroundings);
  addSchedulesPut(schedules, surroundings);
  addSchedulesSwitch(schedules, surroundings);
  addRun(schedules, surroundings);
  addSchedulesSync(schedules, surroundings);
}

function addList(schedules: Command, { shell, exit }: CommandSurroundings): void {
  const command = schedules
    .command("list")
    .summary("list the schedules, with their next and last runs")
    .description(
      "Lists the schedules of an app: when they run, where they were made, their next run, and how the last one went.",
    );
  outputOptions(whereOptions(command)).action(async (words: ListWords) => {
    const { runList } = await import("../schedules/run-list.ts");
    exit(await runList(shell, words));
  });
}

function addShow(schedules: Command, { shell, exit }: CommandSurroundings): void {
  const command = schedules
    .command("show")
    .summary("print one schedule, with several of its next and last runs")
    .description(
      "Prints a schedule with its arguments and options, its next and last runs, and what was probably not meant by it.",
    )
    .argument("<schedule>", "the schedule's name")
    .option("--runs <n>", "how many next and last runs", "5");
  outputOptions(whereOptions(command)).action(async (schedule: string, words: Omit<ShowWords, "schedule">) => {
    const { runShow } = await import("../schedules/run-show.ts");
    exit(await runShow(shell, { ...words, schedule }));
  });
}

function addRun(schedules: Command, { shell, exit }: CommandSurroundings): void {
  const command = schedules
    .command("run")
    .summary("send the task of a schedule once, now")
    .description(
      "Sends a schedule's task once, now, beside the runs that are due: also of one that is disabled or deployed.",
    )
    .argument("<schedule>", "the schedule's name")
    .option("-w, --wait [timeout]", "wait for the result, for ever or this long, and print it");
  outputOptions(whereOptions(command)).action(async (schedule: string, words: Omit<RunNowWords, "schedule">) => {
    const { runNow } = await import("../schedules/run-now.ts");
    exit(await runNow(shell, { ...words, schedule }));
  });
}

const examples = `
Examples:
  $ lovage schedules list --name shop
  $ lovage schedules put say-welcome mail.send-welcome ada --every 10s --name shop
  $ lovage schedules put monday report --crontab "30 4 * * 1" --timezone Europe/Oslo --stack Shop
  $ lovage schedules run monday --stack Shop --wait
  $ lovage schedules sync src/tasks.ts --dry-run`;
