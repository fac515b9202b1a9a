import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { buildSync, type Metafile } from "esbuild";
import { LovageError } from "../src/errors/index.ts";
import { buildProblem } from "./build-problem.ts";
import { checkDropped } from "./check-dropped.ts";
import { neverOnLambda, takesOtherRoles } from "./never-on-lambda.ts";
import { withoutS3 } from "./without-s3.ts";
import type { WorkerBundling } from "./worker-bundling.ts";

/** What a worker's code is bundled of, and how. */
export interface BundleOptions extends WorkerBundling {
  /** The folder of the user's project. No path above it gets into the bundle. */
  readonly projectRoot: string;
  /** The module that exports the app, from the project's root. */
  readonly entry: string;
  /** The export of the entry that is the Lambda handler. @default - made of the app that the entry exports. */
  readonly handler?: string | undefined;
  /** Whether the function has a bucket for large arguments and results, and so needs S3's client. @default false */
  readonly payloads?: boolean | undefined;
}

/** A worker's code as it is deployed. */
export interface WorkerBundle {
  /** What is deployed, by file name: index.mjs, whose export `handler` Lambda calls, and its source map. */
  readonly files: ReadonlyMap<string, string>;
  /** What esbuild read and wrote, by paths from the project's root. */
  readonly metafile: Metafile;
}

/** CommonJS dependencies call `require`, which an ES module has not. */
export const requireBanner =
  'import { createRequire as lovageCreateRequire } from "node:module"; const require = lovageCreateRequire(import.meta.url);';

/**
 * Bundles a worker's code: the user's module, and a handler made of the app that it exports. The same code gives the
 * same bytes on every machine.
 *
 * @throws LovageError MODULE_NOT_LOADED with the place of what esbuild could not read or find
 */
export function bundleWorker(options: BundleOptions): WorkerBundle {
  // esbuild names files by their real paths, so the root from which they are named must be real too.
  const projectRoot = realpathSync(options.projectRoot);
  const entry = realpathSync(resolve(projectRoot, options.entry));
  const build = (alias: Readonly<Record<string, string>>) =>
    buildSync({
      absWorkingDir: projectRoot,
      stdin: {
        contents: handlerModule(basename(entry), options.handler),
        resolveDir: dirname(entry),
        sourcefile: join(relative(projectRoot, dirname(entry)), "lovage-handler.js"),
        loader: "js",
      },
      outfile: "index.mjs",
      write: false,
      metafile: true,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node24",
      mainFields: ["module", "main"],
      alias,
      external: [...(options.externalModules ?? []), ...(options.nodeModules ?? [])],
      // These too are CommonJS's alone; only where nobody declares them.
      define: {
        __dirname: "import.meta.dirname",
        __filename: "import.meta.filename",
        ...withoutS3(options.payloads === true),
        ...options.define,
      },
      banner: { js: requireBanner },
      minify: options.minify ?? true,
      keepNames: true,
      sourcemap: "linked",
      sourcesContent: false,
      logLevel: "silent",
    });
  try {
    const lean = build(neverOnLambda);
    const { outputFiles, metafile, warnings } = takesOtherRoles(lean.metafile) ? build({}) : lean;
    checkDropped(options.entry, warnings);
    return { files: new Map(outputFiles.map((file) => [basename(file.path), file.text])), metafile };
  } catch (cause) {
    if (LovageError.is(cause)) throw cause;
    throw new LovageError("MODULE_NOT_LOADED", { file: options.entry, problem: buildProblem(cause) }, { cause });
  }
}

function handlerModule(entry: string, handler: string | undefined): string {
  const path = JSON.stringify(`./${entry}`);
  if (handler) return `export { ${handler} as handler } from ${path};\n`;
  return `import { createWorker } from "lovage/worker";\nimport * as tasks from ${path};\nexport const handler = createWorker(tasks);\n`;
}
