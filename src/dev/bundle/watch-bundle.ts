import { rm } from "node:fs/promises";
import { type BuildResult, context } from "esbuild";
import { buildProblem } from "./build-problem.ts";
import type { Bundled } from "./bundle.ts";
import { realFolder, writeBundle } from "./bundle.ts";
import { type BundleOptions, buildOptions } from "./bundle-options.ts";

/** A bundle that is made anew when a file that is in it changes. */
export interface WatchedBundle {
  /** What came of the first build. */
  readonly first: Bundled;
  /** Stops to watch, and deletes the bundles. */
  close(): Promise<void>;
}

/** Bundles, and again at each change, telling `changed` what came of it. A change that makes no difference is not told. */
export async function watchBundle(options: BundleOptions, changed: (bundled: Bundled) => void): Promise<WatchedBundle> {
  const outputFolder = await realFolder(options.outputFolder);
  const written: string[] = [];
  let hash: string | undefined;
  const take = async (result: BuildResult<{ write: false }>): Promise<Bundled | undefined> => {
    const { errors, outputFiles = [] } = result;
    if (errors.length > 0) {
      hash = undefined;
      return { problem: await buildProblem(errors) };
    }
    if (outputFiles[0]?.hash === hash) return undefined;
    hash = outputFiles[0]?.hash;
    const file = await writeBundle(outputFolder, outputFiles);
    written.push(file);
    return { file };
  };

  const first = Promise.withResolvers<Bundled>();
  let isFirst = true;
  const { plugins = [], ...rest } = buildOptions({ ...options, outputFolder });
  const watched = await context({
    ...rest,
    plugins: [
      ...plugins,
      {
        name: "tell",
        setup: (build) =>
          build.onEnd(async (result) => {
            const bundled = await take(result as BuildResult<{ write: false }>);
            if (bundled && isFirst) first.resolve(bundled);
            else if (bundled) changed(bundled);
            isFirst = false;
          }),
      },
    ],
  });
  await watched.watch();
  return {
    first: await first.promise,
    async close() {
      await watched.dispose();
      await Promise.all(written.map((file) => rm(file, { force: true })));
    },
  };
}
