import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";
import { root } from "../support/source-files.ts";
import type { Place } from "./place.ts";
import { runProgram } from "./run-program.ts";

/** A resource of a stack, as CloudFormation calls it. */
export interface StackResource {
  readonly type: string;
  readonly id: string;
}

/** The test's stack: deployed, updated and destroyed by the plain CDK CLI. */
export interface Deployment {
  /** The name of the stack. */
  readonly stack: string;
  /** The name of the app, with which its rules begin. */
  readonly app: string;
  /** Makes the buckets and roles that the CLI works with, if the account does not have them; answers whether it did. */
  bootstrap(): Promise<boolean>;
  /** Deploys the stack, with this version of its tasks. */
  deploy(version: string): Promise<void>;
  /** The stack's outputs, by their descriptions: the environment of producers. */
  outputs(): Promise<Record<string, string>>;
  resources(): Promise<StackResource[]>;
  /** Whether CloudFormation still knows the stack. */
  exists(): Promise<boolean>;
  destroy(): Promise<void>;
  close(): Promise<void>;
}

const cli = join(root, "node_modules", "aws-cdk", "bin", "cdk");

/** Nothing is deployed yet. The AWS environment of this process must be that of the place. */
export async function planDeployment(place: Place, signal: AbortSignal): Promise<Deployment> {
  const suffix = Math.random().toString(36).slice(2, 8);
  const [stack, app] = [`LovageDeployTest-${suffix}`, `deploy-test-${suffix}`];
  const output = await mkdtemp(join(tmpdir(), "lovage-cdk-out-"));
  const cloudformation = new CloudFormationClient({});
  const cdk = (args: readonly string[], { version = "1", until = signal } = {}) => {
    const all = ["--app", `"${process.execPath}" test/deploy/app/stack.ts`, "--output", output, "--ci", ...args];
    const own = { LOVAGE_TEST_STACK: stack, LOVAGE_TEST_APP: app, LOVAGE_TEST_VERSION: version };
    const environment = { ...place.environment, ...own, CDK_DISABLE_CLI_TELEMETRY: "true" };
    return runProgram(process.execPath, [cli, ...all], { cwd: root, environment, signal: until });
  };
  const describe = async (StackName: string) => {
    try {
      const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
      return Stacks.find(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE");
    } catch (error) {
      if (error instanceof Error && error.message.includes("does not exist")) return undefined;
      throw error;
    }
  };
  return {
    stack,
    app,
    bootstrap: async () => {
      if (await describe("CDKToolkit")) return false;
      await cdk(["bootstrap"]);
      return true;
    },
    deploy: async (version) => {
      await cdk(["deploy", "--require-approval", "never"], { version });
    },
    outputs: async () => {
      const { Outputs = [] } = (await describe(stack)) ?? {};
      return Object.fromEntries(Outputs.map(({ Description = "", OutputValue = "" }) => [Description, OutputValue]));
    },
    resources: async () => {
      const found: StackResource[] = [];
      for await (const page of paginateListStackResources({ client: cloudformation }, { StackName: stack })) {
        for (const { ResourceType = "", PhysicalResourceId = "" } of page.StackResourceSummaries ?? []) {
          found.push({ type: ResourceType, id: PhysicalResourceId });
        }
      }
      return found;
    },
    exists: async () => (await describe(stack)) !== undefined,
    destroy: async () => {
      // Also when the test was told to stop: nothing is left behind.
      await cdk(["destroy", "--force"], { until: AbortSignal.timeout(900_000) });
    },
    close: async () => {
      cloudformation.destroy();
      await rm(output, { recursive: true, force: true });
    },
  };
}
