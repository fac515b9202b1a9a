import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Fault, knownFaults } from "../contract/known-faults.ts";
import { MINISTACK_VERSION, startMiniStack } from "./ministack.ts";

/** Where a run deploys to. Nothing else of the tests differs from place to place. */
export interface Place {
  readonly name: string;
  /** Its name in known-faults.ts. */
  readonly emulator: string;
  readonly faults: ReadonlySet<Fault>;
  /** What leads any AWS client, and the CDK CLI, there. */
  readonly environment: Readonly<Record<string, string>>;
  /** What there is to be read when something went wrong, if anything. */
  lastLines(): Promise<string>;
  close(): Promise<void>;
}

/**
 * The account of the credentials at hand with LOVAGE_TEST_AWS=1, the endpoint in LOVAGE_TEST_ENDPOINT, or else a MiniStack
 * of our own; or why there is none.
 */
export async function openPlace(signal: AbortSignal): Promise<Place | { readonly missing: string }> {
  const { LOVAGE_TEST_AWS, LOVAGE_TEST_ENDPOINT } = process.env;
  const region = process.env.AWS_REGION ?? "us-east-1";
  if (LOVAGE_TEST_AWS === "1") {
    const environment = { AWS_REGION: region, AWS_DEFAULT_REGION: region };
    return { ...named("aws"), name: `AWS, ${region}`, environment, lastLines: async () => "", close: async () => {} };
  }
  if (LOVAGE_TEST_ENDPOINT) {
    const emulator = process.env.LOVAGE_TEST_EMULATOR ?? (await recognize(LOVAGE_TEST_ENDPOINT));
    const { environment, close } = await emulated(LOVAGE_TEST_ENDPOINT, region);
    const name = `${emulator} at ${LOVAGE_TEST_ENDPOINT}`;
    return { ...named(emulator), name, environment, lastLines: async () => "", close };
  }
  const ministack = await startMiniStack(signal);
  if ("missing" in ministack) return ministack;
  const { environment, close } = await emulated(ministack.endpoint, region);
  return {
    ...named("ministack"),
    name: `MiniStack ${MINISTACK_VERSION}, started at ${ministack.endpoint}`,
    environment,
    lastLines: ministack.lastLines,
    close: async () => {
      await ministack.close();
      await close();
    },
  };
}

function named(emulator: string): Pick<Place, "emulator" | "faults"> {
  return { emulator, faults: knownFaults(emulator) };
}

/** An emulator takes any credentials. The CDK CLI remembers their account: it gets a home of its own. */
async function emulated(endpoint: string, region: string) {
  const home = await mkdtemp(join(tmpdir(), "lovage-cdk-home-"));
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    CDK_HOME: home,
  };
  return { environment, close: () => rm(home, { recursive: true, force: true }) };
}

/** Which emulator answers at an endpoint. */
async function recognize(endpoint: string): Promise<string> {
  const answers = async (path: string) => (await fetch(new URL(path, endpoint)).catch(() => undefined))?.ok === true;
  if (await answers("/_ministack/health")) return "ministack";
  if (await answers("/_localstack/health")) return "localstack";
  throw new Error(`What answers at ${endpoint} is not known: set LOVAGE_TEST_EMULATOR to a name of known-faults.ts`);
}
