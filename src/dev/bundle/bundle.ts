import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BuildFailure, build } from "esbuild";
import { buildProblem } from "./build-problem.ts";
import { type BundleOptions, buildOptions } from "./bundle-options.ts";

/** What came of a build: the path of an ES module, or what is wrong. */
export type Bundled = { readonly file: string } | { readonly problem: string };

let bundles = 0;

/** Bundles once. */
export async function bundle(options: BundleOptions): Promise<Bundled> {
  try {
    const outputFolder = await realFolder(options.outputFolder);
    const { outputFiles } = await build(buildOptions({ ...options, outputFolder }));
    return { file: await writeBundle(outputFolder, outputFiles) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { problem: await buildProblem(error.errors) };
  }
}

/**
 * Makes a folder for bundles, and answers with the path that Node has of it: where a link leads there (`node_modules` may be
 * one), the sources of a source map would else begin in the wrong place.
 */
export async function realFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return realpath(folder);
}

/** Writes a bundle under a name that no other has, so that nothing that Node remembers of an older one is in its way. */
export async function writeBundle(
  folder: string,
  files: readonly { readonly contents: Uint8Array }[],
): Promise<string> {
  const file = join(folder, `bundle-${process.pid}-${++bundles}.mjs`);
  await writeFile(file, files[0]?.contents ?? "");
  return file;
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
