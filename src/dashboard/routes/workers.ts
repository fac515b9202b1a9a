import { z } from "zod";
import { CLOCK_SKEW } from "../journal/bounds.ts";
import { tallyOf } from "../journal/minute-summary.ts";
import type { Tally } from "../journal/tally.ts";
import { route } from "../route.ts";
import { figures } from "./overview.ts";
import { counts, moment, momentText, percentiles } from "./schemas.ts";

const MOST_WORKERS = 500;

/** Who has run tasks lately. */
export const workers = route({
  method: "get",
  path: "/api/workers/latest",
  tag: "workers",
  summary: "The workers that ended a batch in the last minutes: Lambda's log streams, pollers by host and process",
  query: z.object({ minutes: z.coerce.number().int().min(5).max(1_440).default(60) }),
  answer: z.object({
    workers: z.array(z.object({ name: z.string(), ...counts.shape, ...percentiles.shape, lastAt: moment })),
    /** How many there were; the list holds the latest 500. */
    total: z.int(),
  }),
  async handle({ query }, { summaries, worker }) {
    const now = worker.runtime.clock.now();
    const found = new Map<string, Tally>();
    for (const minute of await summaries.between(now - query.minutes * 60_000, now + CLOCK_SKEW)) {
      for (const [name, tally] of minute.workers) tallyOf(found, name).include(tally);
    }
    const latest = [...found].sort(([, a], [, b]) => b.lastAt - a.lastAt).slice(0, MOST_WORKERS);
    return {
      total: found.size,
      workers: latest.map(([name, tally]) => ({
        name,
        ...figures(tally),
        lastAt: momentText(tally.lastAt),
      })),
    };
  },
});
