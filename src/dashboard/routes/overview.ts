import { z } from "zod";
import type { MinuteSummary } from "../journal/minute-summary.ts";
import { tallyOf } from "../journal/minute-summary.ts";
import { Tally } from "../journal/tally.ts";
import { route } from "../route.ts";
import { counts, millis, moment, momentText, percentiles } from "./schemas.ts";
import { stepOf } from "./step-of.ts";

const MINUTE = 60_000;

const point = z.object({ at: moment, ...counts.shape, ...percentiles.shape });
const row = z.object({ name: z.string(), ...counts.shape, ...percentiles.shape, lastAt: moment });

/** How much ended, how, and how long it took, over the last minutes. */
export const overview = route({
  method: "get",
  path: "/api/overview",
  tag: "overview",
  summary: "Throughput, failures and runtimes over the last minutes, from the journal",
  query: z.object({
    minutes: z.coerce.number().int().min(5).max(1_440).default(60),
    task: z.string().optional(),
  }),
  answer: z.object({
    from: moment,
    to: moment,
    /** The width of a point, in milliseconds. */
    step: millis,
    points: z.array(point),
    total: z.object({ ...counts.shape, ...percentiles.shape }),
    tasks: z.array(row),
  }),
  async handle({ query }, { summaries, worker }) {
    const step = stepOf(query.minutes);
    // The running minute is part of it; the first point begins at a multiple of the step, so that points do not shift.
    const to = Math.ceil((worker.runtime.clock.now() + 1) / step) * step;
    const from = to - Math.ceil((query.minutes * MINUTE) / step) * step;
    const minutes = await summaries.between(from, to);
    const points: Tally[] = Array.from({ length: (to - from) / step }, () => new Tally());
    const total = new Tally();
    for (const minute of minutes) {
      const wanted = talliesOf(minute, query.task);
      for (const tally of wanted) {
        points[Math.floor((minute.minute - from) / step)]?.include(tally);
        total.include(tally);
      }
    }
    return {
      from: momentText(from),
      to: momentText(to),
      step,
      points: points.map((tally, index) => ({ at: momentText(from + index * step), ...figures(tally) })),
      total: figures(total),
      tasks: byTask(minutes),
    };
  },
});

function talliesOf({ tasks }: MinuteSummary, task: string | undefined): Tally[] {
  if (task === undefined) return [...tasks.values()];
  const tally = tasks.get(task);
  return tally ? [tally] : [];
}

function byTask(minutes: readonly MinuteSummary[]) {
  const tasks = new Map<string, Tally>();
  for (const minute of minutes) for (const [name, tally] of minute.tasks) tallyOf(tasks, name).include(tally);
  return [...tasks]
    .sort(([, a], [, b]) => b.total - a.total)
    .map(([name, tally]) => ({ name, ...figures(tally), lastAt: momentText(tally.lastAt) }));
}

/** The numbers of a tally, as the API gives them. */
export function figures({ states, runtimes }: Tally) {
  const at = (part: number) => runtimes.percentile(part) ?? null;
  return { ...states, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
