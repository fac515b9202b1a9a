// Writes the fixtures of test/unit/schedule/celery.test.ts out of a real Celery:
//   node test/interop/schedule/generate.ts [seed] [crontabs]
// It needs python3, keeps its environment in .cache/celery, and takes about half an hour for 2,000 crontabs.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const environment = here("../../../.cache/celery");
const packages = ["celery==5.7.0", "ephem==4.2.1", "tzdata==2026.6"];

interface Tables {
  rows: { crontab: string; runs: number; hashes: string[]; near: Record<string, number[]> }[];
  samples: string[][];
  grammar: unknown[];
  sun: unknown[];
  [about: string]: unknown;
}

function tablesOfCelery(seed: string, count: string): Tables {
  const python = `${environment}/bin/python`;
  if (!existsSync(python)) {
    execFileSync("python3", ["-m", "venv", environment], { stdio: "inherit" });
    execFileSync(python, ["-m", "pip", "install", "--quiet", ...packages], { stdio: "inherit" });
  }
  const output = execFileSync(python, [here("./celery_tables.py"), seed, count], {
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 30,
    encoding: "utf8",
  });
  return JSON.parse(output) as Tables;
}

/** One line for each element, so that a fixture can be read and its changes reviewed. */
function lines(elements: readonly unknown[]): string {
  return `[\n${elements.map((element) => `    ${JSON.stringify(element)}`).join(",\n")}\n  ]`;
}

function write(name: string, members: Record<string, string>): void {
  const body = Object.entries(members).map(([key, text]) => `  ${JSON.stringify(key)}: ${text}`);
  writeFileSync(here(`../../unit/schedule/${name}.fixture.json`), `{\n${body.join(",\n")}\n}\n`);
}

const { rows, samples, grammar, sun, ...about } = tablesOfCelery(
  process.argv[2] ?? "20261121",
  process.argv[3] ?? "2000",
);
const described = Object.fromEntries(Object.entries(about).map(([key, value]) => [key, JSON.stringify(value)]));
// What Celery does around the changes of the clocks is run by run, and by far the largest part: it is packed.
const near = deflateRawSync(JSON.stringify(rows.map((row) => row.near)), { level: 9 }).toString("base64");
write("celery-crontabs", {
  ...described,
  samples: lines(samples),
  rows: lines(rows.map((row) => [row.crontab, row.runs, ...row.hashes])),
  near: JSON.stringify(near),
});
write("celery-grammar", { celery: JSON.stringify(about.celery), rows: lines(grammar) });
write("celery-sun", { celery: JSON.stringify(about.celery), from: JSON.stringify(about.from), rows: lines(sun) });
