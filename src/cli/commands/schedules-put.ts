import { type Command, Option } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { PutWords } from "../schedules/put-words.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage schedules put`. */
export function addSchedulesPut(schedules: Command, { shell, exit }: CommandSurroundings): void {
  const command = schedules
    .command("put")
    .summary("make a schedule, or change the one of its name")
    .description(
      "Makes a schedule, or puts it in place of the one of its name; the same twice is the same once. Arguments are read as " +
        "those of send are.",
    )
    .argument("<schedule>", "the schedule's name, such as monday-report")
    .argument("<task>", "the task's name, such as mail.send-welcome")
    .argument("[args...]", "its arguments; after -- also those that begin with a dash")
    .option("--every <duration>", "at an interval of whole seconds: 10s, 20m, 36h")
    .option("--crontab <fields>", 'minute, hour, day of month, month, day of week: "30 4 * * 1"')
    .option("--at <time>", "once: 2027-01-01T08:00Z, or without its zone beside --timezone")
    .option("--cron <fields>", 'the six fields of EventBridge, with L, W and #: "0 17 ? * 6L *"')
    .option("--solar <event>", 'an event of the sun at a place: "sunset 59.91 10.75"')
    .option("--timezone <zone>", "the zone of --crontab, --cron and --at (default: UTC)")
    .option("--start-at <time>", "no run before it: 2026-05-01T08:00Z")
    .option("--end-at <time>", "no run at it or after it")
    .option("--once", "the first run is the only one")
    .option("--disabled", "do not let it fire before it is enabled")
    .option("-s, --string", "send every argument as text, even one that is JSON")
    .option("-a, --args <json>", "all arguments, as one JSON list")
    .option("-k, --kwargs <json>", "keyword arguments, as a JSON object")
    .option("-q, --queue <queue>", "the queue (default: the task's own, then the app's)")
    .option("--countdown <duration>", "begin a run this long after its scheduled time")
    .option("--expires <duration>", "a run that has not begun this long after its scheduled time is revoked")
    .addOption(
      new Option("--overlap <what>", "what becomes of a run while the one before is not over (default: allow)").choices(
        ["allow", "skip", "replace"],
      ),
    )
    .option("--time-limit <duration>", "the time limit of each run")
    .option("--group <id>", "on a FIFO queue, the message group: what stays in order");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (schedule: string, task: string, args: readonly string[], options: Typed) => {
      const { runPut } = await import("../schedules/run-put.ts");
      exit(await runPut(shell, { ...options, schedule, task, words: args }));
    });
}

type Typed = Omit<PutWords, "schedule" | "task" | "words">;

const examples = `
Examples:
  $ lovage schedules put add-up add 16 4 --every 10s --name shop
  $ lovage schedules put monday report --crontab "30 4 * * 1" --timezone Europe/Oslo --name shop
  $ lovage schedules put lights-on lights.on --solar "sunset 59.91 10.75" --overlap skip --stack Shop

Exit codes:
  0 put   2 wrong usage   4 not put: refused, or deployed by infrastructure code`;
