import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const environment = here("../../../.cache/celery");
const packages = ["celery==5.7.0", "ephem==4.2.1", "tzdata==2026.6"];

/** What celery_tables.py prints. */
export interface Tables {
  readonly seed: number;
  readonly rows: readonly {
    readonly crontab: string;
    /** The runs of four years in UTC. */
    readonly runs: number;
    /** A digest of the runs of four years in each zone, those around changes of its clocks apart. */
    readonly hashes: readonly string[];
    /** The runs around the changes, in minutes from the change, by zone and number of the change. */
    readonly near: Readonly<Record<string, readonly number[]>>;
  }[];
  readonly samples: readonly (readonly string[])[];
  readonly grammar: readonly unknown[];
  readonly sun: readonly unknown[];
  readonly [about: string]: unknown;
}

/** Asks a real Celery, in an environment of its own that is made once and kept in .cache, for its tables. */
export function celeryTables(seed: number, crontabs: number): Tables {
  const python = `${environment}/bin/python`;
  if (!existsSync(python)) {
    execFileSync("python3", ["-m", "venv", environment], { stdio: "inherit" });
    execFileSync(python, ["-m", "pip", "install", "--quiet", ...packages], { stdio: "inherit" });
  }
  const output = execFileSync(python, [here("./celery_tables.py"), String(seed), String(crontabs)], {
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 30,
    encoding: "utf8",
  });
  return JSON.parse(output) as Tables;
}
