// Deploys for real: node test/deploy/run.ts [part of a part's name]. Where to, place.ts says; docs/emulators.md tells more.
import { checkComposeFile } from "./compose-file.ts";
import { keepContract } from "./contract.ts";
import { deployAndUse } from "./deploy-and-use.ts";
import { firstDeployment } from "./first-deployment.ts";
import { openPlace, type Place } from "./place.ts";
import { Report } from "./report.ts";

type Part = (place: Place, report: Report, signal: AbortSignal) => Promise<void>;

/** The deployment itself is the longest part, for minutes have to pass in it: the others fill them. */
const others: Record<string, Part> = {
  documentation: firstDeployment,
  contract: keepContract,
  "compose file": checkComposeFile,
};

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort(signal));

try {
  const place = await openPlace(stop.signal);
  if ("missing" in place) {
    console.log(`skipped: ${place.missing}, and neither LOVAGE_TEST_ENDPOINT nor LOVAGE_TEST_AWS names another place`);
  } else {
    process.exitCode = await run(place);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(place: Place): Promise<number> {
  const report = new Report(place.faults);
  console.log(place.name);
  // As in a shell that exports it: all clients here, and all programs that are run, find the place.
  Object.assign(process.env, place.environment);
  try {
    const wanted = process.argv[2] ?? "";
    const named = Object.entries(others).filter(([name]) => name.includes(wanted));
    const parts = named.map(
      ([_, part]) =>
        () =>
          part(place, report, stop.signal),
    );
    if ("deployment".startsWith(wanted)) await deployAndUse(place, report, stop.signal, parts);
    else for (const part of parts) await part();
  } catch (error) {
    if (stop.signal.aborted) return stop.signal.reason === "SIGINT" ? 130 : 143;
    report.expect("all of it comes to its end", false, error instanceof Error ? (error.stack ?? error.message) : error);
  } finally {
    const said = report.passed ? "" : await place.lastLines();
    if (said && !stop.signal.aborted) console.log(`\nThe end of the log of ${place.name}:\n${said}`);
    await place.close();
  }
  report.conclude("test:deploy");
  return report.passed ? 0 : 1;
}
