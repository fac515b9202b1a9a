import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { LovageError } from "../../errors/index.ts";

/**
 * The first line of an entry module that bundles an app's files: they are imported whole, and listed as `modules`.
 *
 * @throws LovageError MODULE_NOT_LOADED when one of them is not there
 */
export function entryText(files: readonly string[], folder: string): string {
  const imports = files.map(
    (file, index) => `import * as module${index} from ${JSON.stringify(pathOf(file, folder))};`,
  );
  return `${imports.join(" ")} const modules = [${files.map((_, index) => `module${index}`).join(", ")}];`;
}

/** A file's path. Without its ending it is left to the bundler. */
function pathOf(file: string, folder: string): string {
  const path = resolve(folder, file);
  if (existsSync(path) || !/\.[cm]?[jt]sx?$/.test(file)) return path;
  throw new LovageError("MODULE_NOT_LOADED", { file, problem: `there is no such file in ${folder}` });
}
