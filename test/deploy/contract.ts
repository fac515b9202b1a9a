import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../support/source-files.ts";
import type { Place } from "./place.ts";
import type { Report } from "./report.ts";
import { runProgram } from "./run-program.ts";

/** What vitest's JSON says of a run. */
interface TestResults {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** The contract of broker, store and beat (test/contract) against the emulator: the part of it that is for any endpoint. */
export async function keepContract(place: Place, report: Report, signal: AbortSignal): Promise<void> {
  report.heading("The contract of broker, store and beat");
  const endpoint = place.environment.AWS_ENDPOINT_URL;
  if (!endpoint) {
    report.say("not run here: it wants one endpoint for all of AWS");
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "lovage-contract-"));
  const output = join(folder, "results.json");
  // The names of those suites end in "at <endpoint>".
  const args = ["run", "test/contract", "-t", ` at ${endpoint}`, "--reporter=json", `--outputFile=${output}`];
  const faults = { LOVAGE_TEST_ENDPOINT: endpoint, LOVAGE_TEST_EMULATOR: place.emulator };
  const environment = { ...place.environment, ...faults };
  try {
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const ended = await runProgram(process.execPath, [vitest, ...args], { cwd: root, environment, signal }).then(
      () => "",
      (error: Error) => error.message,
    );
    signal.throwIfAborted();
    const results: TestResults = JSON.parse(await readFile(output, "utf8"));
    const failed = results.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === "failed");
    for (const part of ["broker", "store", "beat"]) {
      const tests = results.testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status, fullName }) => status === "passed" && fullName.startsWith(`the ${part} at `));
      report.expect(`${tests.length} tests of the ${part} pass`, tests.length > 10, tests.length);
    }
    report.expect(
      `of ${results.numPassedTests + failed.length} tests in all none fails`,
      failed.length === 0 && ended === "",
      failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages}`).join("\n") || ended,
    );
    if (place.faults.size > 0) report.say(`known faults, asserted where they are met: ${[...place.faults].join(", ")}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
