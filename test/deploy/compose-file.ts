import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonEnvironment } from "../support/python-environment.ts";
import { root } from "../support/source-files.ts";
import type { Place } from "./place.ts";
import type { Report } from "./report.ts";
import { runProgram } from "./run-program.ts";

/** localstack.yml against the schema of the compose specification, which check-jsonschema brings with it. */
export async function checkComposeFile(_: Place, report: Report, signal: AbortSignal): Promise<void> {
  report.heading("localstack.yml");
  const environment = pythonEnvironment({
    name: "check-jsonschema",
    packages: ["check-jsonschema==0.39.0"],
    probe: 'from importlib.metadata import version; assert version("check-jsonschema") == "0.39.0"',
  });
  if ("missing" in environment) {
    report.say(`skipped: ${environment.missing}`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "lovage-compose-"));
  const validate = (file: string) =>
    runProgram(
      join(environment.bin, "check-jsonschema"),
      ["--builtin-schema", "vendor.compose-spec", "--output-format", "json", file],
      { cwd: root, environment: {}, signal },
    ).then(
      () => "",
      (error: Error) => error.message,
    );
  try {
    const problem = await validate("localstack.yml");
    report.expect("it is what the compose specification's schema asks for", problem === "", problem);
    const text = await readFile(join(root, "localstack.yml"), "utf8");
    const broken = join(folder, "broken.yml");
    await writeFile(broken, text.replace("    ports:", "    prots:"));
    const refusal = await validate(broken);
    report.expect("the same schema refuses it with one word misspelt", refusal.includes("prots"), refusal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
