/*
 * The soak: tasks under random faults, each of which is accounted for at the end.
 *
 *     npm run test:faults                            20,000 tasks, a random seed
 *     npm run test:faults -- --seed 7 --tasks 500    the same faults once more (who meets them is up to the machine)
 *     npm run test:faults -- --seeds 10              ten seeds, one after the other
 */
import { parseArgs } from "node:util";
import { renderReport, wrongs } from "./render-report.ts";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string", default: "1" },
    tasks: { type: "string", default: "20000" },
    limit: { type: "string", default: "1200" },
  },
});
const first = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const [tasks, seeds, limit] = [Number(values.tasks), Number(values.seeds), Number(values.limit) * 1_000];
let failed = 0;
for (let seed = first; seed < first + seeds; seed++) {
  const report = await soak({ seed, tasks, limit, say: (line) => console.log(`   ${line}`) });
  console.log(renderReport(report, seed));
  const { lost, doubled, overtaken } = wrongs(report);
  if (!report.drained || lost.length + doubled.length + overtaken.length > 0) failed++;
}
if (failed > 0) console.error(`${failed} of ${seeds} soaks failed`);
process.exit(failed > 0 ? 1 : 0);
