// Writes the fixtures of test/unit/schedule/celery.test.ts out of a real Celery:
//   node test/interop/schedule/generate.ts [seed] [crontabs]
// It needs python3, and about twenty minutes for 2,000 crontabs.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { celeryTables } from "./celery-tables.ts";

/** One line for each element, so that a fixture can be read and its changes reviewed. */
function lines(elements: readonly unknown[]): string {
  return `[\n${elements.map((element) => `    ${JSON.stringify(element)}`).join(",\n")}\n  ]`;
}

function write(name: string, members: Record<string, string>): void {
  const body = Object.entries(members).map(([key, text]) => `  ${JSON.stringify(key)}: ${text}`);
  const file = new URL(`../../unit/schedule/${name}.fixture.json`, import.meta.url);
  writeFileSync(fileURLToPath(file), `{\n${body.join(",\n")}\n}\n`);
}

const [seed = "20261121", count = "2000"] = process.argv.slice(2);
const { rows, samples, grammar, sun, ...about } = celeryTables(Number(seed), Number(count));
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
