import type { Command } from "commander";

/** How a command that talks to an app's queues and table is told where they are. */
export interface WhereWords {
  readonly app?: readonly string[];
  readonly name?: string;
  readonly endpoint?: string;
  readonly region?: string;
}

/** The options of the commands that talk to an app's queues and table. */
export function whereOptions(command: Command): Command {
  return command
    .option("-n, --name <app>", "the app's name (or the environment's LOVAGE_APP)")
    .option("-A, --app <file>", "the app's file, instead of its name; may be repeated", gather)
    .option("--endpoint <url>", "the endpoint of AWS (or AWS_ENDPOINT_URL)")
    .option("--region <region>", "the region (or AWS_REGION)");
}

function gather(file: string, files: readonly string[] = []): readonly string[] {
  return [...files, file];
}
