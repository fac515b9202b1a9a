/*
 * All benchmarks, one after another, each in a process of its own so that none warms or dirties the next one's heap.
 * Counts are exact; times are told as ratios of two things measured in the same run, for machines differ.
 *
 *     npm run bench              all
 *     npm run bench -- calls     one
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const benches = ["calls", "bundle", "producer-cpu", "throughput", "memory", "journal"];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are: ${benches.join(", ")}`);
  process.exit(2);
}

let failed = 0;
for (const name of wanted.length > 0 ? wanted : benches) {
  console.log(`\n== ${name}`);
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, ["--expose-gc", file], { stdio: "inherit" });
  if (status !== 0) failed++;
}
console.log(`\nbench: ${(wanted.length || benches.length) - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
