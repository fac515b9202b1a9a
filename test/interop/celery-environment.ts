import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const environment = fileURLToPath(new URL("../../.cache/celery-messages", import.meta.url));
const packages = ["celery==5.7.0", "kombu==5.7.0", "boto3==1.44.5"];

/** A Python that has Celery and kombu's SQS transport, made once and kept in .cache; or why there is none. */
export function celeryPython(): { readonly python: string } | { readonly missing: string } {
  const python = `${environment}/bin/python`;
  if (existsSync(python) && spawnSync(python, ["-c", "import celery, boto3"]).status === 0) return { python };
  if (spawnSync("python3", ["-c", "import venv, ensurepip"]).status !== 0) {
    return { missing: "there is no python3 with venv and pip" };
  }
  rmSync(environment, { recursive: true, force: true });
  try {
    execFileSync("python3", ["-m", "venv", environment], { stdio: "pipe" });
    execFileSync(python, ["-m", "pip", "install", "--quiet", ...packages], { stdio: "pipe" });
    return { python };
  } catch (error) {
    rmSync(environment, { recursive: true, force: true });
    return {
      missing: `pip could not install ${packages.join(" ")} (${error instanceof Error ? error.message.split("\n")[0] : error})`,
    };
  }
}
