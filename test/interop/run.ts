// Runs every *.interop.ts beside and below this file, one after the other: node test/interop/run.ts [part of a name]
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const files = globSync("**/*.interop.ts", { cwd: here })
  .filter((file) => file.includes(process.argv[2] ?? ""))
  .sort();
const failed = files.filter((file) => {
  console.log(`# ${file}`);
  return spawnSync(process.execPath, [`${here}${file}`], { stdio: "inherit" }).status !== 0;
});
console.log(failed.length === 0 ? `${files.length} files passed` : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 && files.length > 0 ? 0 : 1;
