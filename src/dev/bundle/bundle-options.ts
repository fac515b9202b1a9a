import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { keepPackagesOut, type StandIns } from "./keep-packages-out.ts";

/** What to bundle, and where to put it. */
export interface BundleOptions {
  /** The text of the entry module. */
  readonly entry: string;
  /** The folder that the entry's relative imports begin in. */
  readonly folder: string;
  /** Where bundles are written. */
  readonly outputFolder: string;
  /** @default every package is the one that is installed */
  readonly standIns?: StandIns | undefined;
}

/** How esbuild is to go about it. Pure. */
export function buildOptions({
  entry,
  folder,
  outputFolder,
  standIns = {},
}: BundleOptions): BuildOptions & { write: false } {
  return {
    stdin: { contents: entry, resolveDir: folder, sourcefile: "lovage-entry.ts", loader: "ts" },
    absWorkingDir: folder,
    bundle: true,
    write: false,
    // Not written there: it is where the source map begins.
    outfile: join(outputFolder, "bundle.mjs"),
    platform: "node",
    format: "esm",
    target: `node${process.versions.node}`,
    // Named, so that esbuild leaves out its own "module", which Node does not know.
    conditions: ["node-addons"],
    sourcemap: "inline",
    // A package.json with "sideEffects": false would drop a module that only declares schedules, or registers tasks.
    ignoreAnnotations: true,
    logLevel: "silent",
    plugins: [keepPackagesOut(standIns)],
    // CommonJS among a user's files asks for `require`, which an ES module has not.
    banner: {
      js: `import { createRequire as lovageCreateRequire } from "node:module";globalThis.require ??= lovageCreateRequire(import.meta.url);`,
    },
  };
}
