import { entryText } from "./entry-text.ts";

/** The specifier under which the entry finds dev-handler.ts. */
export const devHandlerSpecifier = "lovage/dev-handler";

/**
 * The entry module of an app's function: as a deployment's, with `devHandler` around the worker.
 *
 * @throws LovageError MODULE_NOT_LOADED when a file is not there
 */
export function workerEntry(files: readonly string[], folder: string, options: { story: boolean }): string {
  const { createWorker, devHandler } = { createWorker: "lovage/worker", devHandler: devHandlerSpecifier };
  return [
    `import { createWorker } from ${JSON.stringify(createWorker)};`,
    `import { devHandler } from ${JSON.stringify(devHandler)};`,
    entryText(files, folder),
    `export const handler = devHandler(createWorker, modules, ${JSON.stringify(options)});`,
  ].join("\n");
}
