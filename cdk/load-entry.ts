import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Token } from "aws-cdk-lib";
import { buildSync } from "esbuild";
import { type App, appOf } from "../src/app/index.ts";
import { LovageError } from "../src/errors/index.ts";
import type { Settings } from "../src/settings/index.ts";
import type { TaskDefinition } from "../src/task/index.ts";
import { buildProblem } from "./build-problem.ts";
import { type BundleOptions, requireBanner } from "./bundle-worker.ts";
import { checkDropped } from "./check-dropped.ts";
import { neverLoaded } from "./never-loaded.ts";

/** How the module that exports the app is loaded. */
export interface LoadOptions extends BundleOptions {
  /** What the worker's environment will be, as far as it is known: what is declared may hang on it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What a module that exports an app says of it. */
export interface LoadedEntry {
  readonly app: Pick<App, "name" | "schedules">;
  /** As they will be in the worker. */
  readonly settings: Settings;
  readonly tasks: readonly TaskDefinition[];
}

/**
 * Loads the module that exports the app into the process that synthesizes, bundled as it is deployed but for the modules that
 * are deployed beside the bundle: those may be built for Lambda's platform, so that an empty one stands in for each.
 *
 * @returns undefined when it exports no app: an entry with a handler of its own need not
 * @throws LovageError MODULE_NOT_LOADED when it cannot be bundled, SCHEDULES_NOT_READ when it cannot be run here, NO_APP_FOUND
 */
export function loadEntry(options: LoadOptions): LoadedEntry | undefined {
  const code = bundleEntry(options);
  const folder = mkdtempSync(join(tmpdir(), "lovage-synth-"));
  try {
    const file = join(folder, "index.mjs");
    writeFileSync(file, code);
    return inEnvironment(options.environment, () => read(createRequire(import.meta.url)(file), options));
  } catch (cause) {
    if (LovageError.is(cause, "NO_APP_FOUND")) throw cause;
    throw new LovageError("SCHEDULES_NOT_READ", { entry: options.entry, problem: problemOf(cause) }, { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(module: object, { entry, handler }: LoadOptions): LoadedEntry | undefined {
  const app = appOf(module);
  if (!app) {
    if (handler !== undefined) return undefined;
    throw new LovageError("NO_APP_FOUND", { file: entry });
  }
  // As createWorker does, which an entry with a handler of its own has called itself.
  if (handler === undefined) app.include(module);
  return { app, settings: app.settings, tasks: app.tasks };
}

function bundleEntry({ entry, define, ...options }: LoadOptions): string {
  const projectRoot = realpathSync(options.projectRoot);
  const path = realpathSync(resolve(projectRoot, entry));
  try {
    const { outputFiles, warnings } = buildSync({
      absWorkingDir: projectRoot,
      stdin: {
        contents: `export * from ${JSON.stringify(`./${basename(path)}`)};\n`,
        resolveDir: dirname(path),
        sourcefile: join(relative(projectRoot, dirname(path)), "lovage-schedules.js"),
        loader: "js",
      },
      write: false,
      bundle: true,
      platform: "node",
      format: "esm",
      target: `node${process.versions.node}`,
      mainFields: ["module", "main"],
      alias: Object.fromEntries(
        [...(options.nodeModules ?? []), ...(options.externalModules ?? [])].map((name) => [name, neverLoaded]),
      ),
      define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename", ...define },
      banner: { js: requireBanner },
      keepNames: true,
      logLevel: "silent",
    });
    checkDropped(entry, warnings);
    return outputFiles[0]?.text ?? "";
  } catch (cause) {
    if (LovageError.is(cause)) throw cause;
    throw new LovageError("MODULE_NOT_LOADED", { file: entry, problem: buildProblem(cause) }, { cause });
  }
}

/** Runs something with these variables set, and with no others of Lovage: those of the machine's owner are for other things. */
function inEnvironment<T>(variables: Readonly<Record<string, string>>, run: () => T): T {
  const before = { ...process.env };
  for (const name of Object.keys(before)) if (name.startsWith("LOVAGE_")) delete process.env[name];
  for (const [name, value] of Object.entries(variables)) if (!Token.isUnresolved(value)) process.env[name] = value;
  try {
    return run();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

function problemOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ("code" in cause && cause.code === "ERR_REQUIRE_ASYNC_MODULE") {
    return "it, or a module of its, awaits something at its top level, and synthesis cannot wait";
  }
  return cause.message;
}
