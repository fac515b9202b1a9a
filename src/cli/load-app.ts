import { rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type App, appOf } from "../app/index.ts";
import { bundle } from "../dev/index.ts";
import { LovageError } from "../errors/index.ts";
import { cacheFolder } from "./dev/cache-folder.ts";
import { entryText } from "./dev/entry-text.ts";
import { ownDoors } from "./dev/own-doors.ts";
import { foldStack } from "./fold-stack.ts";

/**
 * Loads the modules of an app into this process, as its function has them: TypeScript or JavaScript, in any style that
 * esbuild knows. The first module that exports an app is the one; the shared tasks of all of them are included.
 *
 * @param folder - what relative paths begin at. @default the working directory
 * @throws LovageError MODULE_NOT_LOADED, NO_APP_FOUND
 */
export async function loadApp(files: readonly string[], folder: string = process.cwd()): Promise<App> {
  const file = files.join(", ");
  const bundled = await bundle({
    entry: `${entryText(files, folder)} export { modules };`,
    folder,
    outputFolder: cacheFolder(folder),
    standIns: ownDoors(),
  });
  if ("problem" in bundled) throw new LovageError("MODULE_NOT_LOADED", { file, problem: bundled.problem });
  const modules = await load(bundled.file, file);
  const app = modules.map(appOf).find((found) => found !== undefined);
  if (!app) throw new LovageError("NO_APP_FOUND", { file });
  return app.include(...modules);
}

async function load(bundle: string, file: string): Promise<readonly object[]> {
  // The stacks of a module's own errors are to name its own lines.
  process.setSourceMapsEnabled(true);
  try {
    const { modules }: { modules: readonly object[] } = await import(pathToFileURL(bundle).href);
    return modules;
  } catch (cause) {
    const problem = cause instanceof Error ? foldStack(cause.stack ?? cause.message) : String(cause);
    throw new LovageError("MODULE_NOT_LOADED", { file, problem }, { cause });
  } finally {
    await rm(bundle, { force: true });
  }
}
