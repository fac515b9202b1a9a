import type { Command } from "commander";

/** How a command is told where AWS is, and as whom to ask it. */
export interface PlaceWords {
  readonly stack?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** How a command that talks to an app's queues and table is told where they are. */
export interface WhereWords extends PlaceWords {
  readonly app?: readonly string[];
  readonly name?: string;
}

/** The options of the commands that talk to an app's queues and table. */
export function whereOptions(command: Command): Command {
  return placeOptions(
    command
      .option("-n, --name <app>", "the app's name (or the environment's LOVAGE_APP)")
      .option("-A, --app <file>", "the app's file, instead of its name; may be repeated", gather),
  );
}

/** The options of where AWS is, for commands that are given the app's files as their arguments. */
export function placeOptions(command: Command): Command {
  return command
    .option("--stack <stack>", "the CloudFormation stack that the app is deployed in")
    .option("--endpoint <url>", "the endpoint of AWS (or AWS_ENDPOINT_URL)")
    .option("--region <region>", "the region (or AWS_REGION)")
    .option("--profile <profile>", "the profile of the AWS configuration (or AWS_PROFILE)");
}

function gather(file: string, files: readonly string[] = []): readonly string[] {
  return [...files, file];
}
