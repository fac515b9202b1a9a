import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { root } from "../support/source-files.ts";
import { documentedSteps } from "./documented-steps.ts";
import type { Place } from "./place.ts";
import type { Report } from "./report.ts";
import { runProgram } from "./run-program.ts";

const page = "docs/deploy.md";
const heading = "From an empty folder, in five commands";
/** The stack that the page deploys. */
const stack = "Shop";

/**
 * Does what docs/deploy.md says, word for word, in an empty folder beside the package as `npm pack` makes it, and takes it away
 * again. The page's only question, whether to go on, is answered by the environment: nobody sits at this terminal.
 */
export async function firstDeployment(place: Place, report: Report, signal: AbortSignal): Promise<void> {
  report.heading(`${page}: "${heading}"`);
  const there = await tableOf(stack);
  if (there) throw new Error(`There is a stack "${stack}" already, which this would change: ${page} was not tried.`);
  const folder = await realpath(await mkdtemp(join(tmpdir(), "lovage-first-")));
  const environment = { ...place.environment, CDK_REQUIRE_APPROVAL: "never", CDK_DISABLE_CLI_TELEMETRY: "true" };
  const shell = (commands: string, cwd: string, until = signal) =>
    runProgram("bash", ["-euo", "pipefail", "-c", commands], { cwd, environment, signal: until });
  let [cwd, printed, deployed] = [folder, "", false];
  try {
    // Beside the folder, as the page says; its files were built before.
    await mkdir(join(folder, "lovage"));
    const pack = `npm pack --ignore-scripts --pack-destination "${join(folder, "lovage")}"`;
    await shell(pack, root);
    for (const step of await documentedSteps(page, heading)) {
      if (step.kind === "write") {
        await mkdir(dirname(join(cwd, step.file)), { recursive: true });
        await writeFile(join(cwd, step.file), step.text);
        report.say(`wrote ${step.file}`);
      } else {
        deployed ||= step.commands.includes("cdk deploy");
        const lines = (await shell(`${step.commands}\npwd`, cwd)).trimEnd().split("\n");
        cwd = lines.at(-1) ?? cwd;
        printed = lines.slice(0, -1).join("\n");
        for (const line of step.commands.trimEnd().split("\n")) report.say(`$ ${line}`);
      }
    }
    report.expect("the last command prints 8", printed.split("\n").at(-1) === "8", printed);
  } finally {
    if (deployed) {
      const table = await tableOf(stack);
      await shell(`npx cdk destroy --force`, cwd, AbortSignal.timeout(900_000));
      report.expect("cdk destroy takes all but the table, as the page says", (await dropTable(table)) === true, table);
    }
    await rm(folder, { recursive: true, force: true });
  }
}

/** The name of the table in a stack's outputs; undefined where there is no stack. */
async function tableOf(StackName: string): Promise<string | undefined> {
  const client = new CloudFormationClient({});
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey?.endsWith("Table"));
    return output?.OutputValue ?? "none";
  } catch (error) {
    if (error instanceof Error && error.message.includes("does not exist")) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

/** Deletes a table; answers whether it was there. */
async function dropTable(TableName: string | undefined): Promise<boolean> {
  const client = new DynamoDBClient({});
  try {
    await client.send(new DescribeTableCommand({ TableName }));
    await client.send(new DeleteTableCommand({ TableName }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return false;
    throw error;
  } finally {
    client.destroy();
  }
}
