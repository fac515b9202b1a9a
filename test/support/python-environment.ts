import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A virtual environment of Python with packages of its registry. */
export interface PythonEnvironment {
  /** Its folder's name in `.cache`, where it stays for the next run. */
  readonly name: string;
  /** The packages with their versions, as pip takes them. */
  readonly packages: readonly string[];
  /** A program that fails where one of the packages, or its version, is not there. */
  readonly probe: string;
}

/** The folder with the programs of an environment, made at the first use; or why there is none. */
export function pythonEnvironment({
  name,
  packages,
  probe,
}: PythonEnvironment): { readonly bin: string } | { readonly missing: string } {
  const environment = fileURLToPath(new URL(`../../.cache/${name}`, import.meta.url));
  const bin = `${environment}/bin`;
  const python = `${bin}/python`;
  if (existsSync(python) && spawnSync(python, ["-c", probe]).status === 0) return { bin };
  if (spawnSync("python3", ["-c", "import venv, ensurepip"]).status !== 0) {
    return { missing: "there is no python3 with venv and pip" };
  }
  rmSync(environment, { recursive: true, force: true });
  try {
    execFileSync("python3", ["-m", "venv", environment], { stdio: "pipe" });
    execFileSync(python, ["-m", "pip", "install", "--quiet", ...packages], { stdio: "pipe" });
    execFileSync(python, ["-c", probe], { stdio: "pipe" });
    return { bin };
  } catch (error) {
    rmSync(environment, { recursive: true, force: true });
    return {
      missing: `pip could not install ${packages.join(" ")} (${error instanceof Error ? error.message.split("\n")[0] : error})`,
    };
  }
}
