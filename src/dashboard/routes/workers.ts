import { z } from "zod";
import { CLOCK_SKEW } from "../journal/bounds.ts";
import { fleetOf } from "../journal/fleet.ts";
import { tallyOf } from "../journal/minute-summary.ts";
import type { Tally } from "../journal/tally.ts";
import { workerKind } from "../journal/worker-kind.ts";
import { route } from "../route.ts";
import { figures } from "./overview.ts";
import { counts, moment, momentText, percentiles } from "./schemas.ts";

const MOST_WORKERS = 500;
const MINUTE = 60_000;

const headcount = z.object({ lambda: z.int(), poller: z.int() });
const kinds = z.enum(["lambda", "poller"]);

/** Who has run tasks lately. */
export const workers = route({
  method: "get",
  path: "/api/workers/latest",
  tag: "workers",
  summary: "The workers that ended a batch in the last minutes: Lambda's log streams, pollers by host and process",
  query: z.object({ minutes: z.coerce.number().int().min(5).max(1_440).default(60) }),
  answer: z.object({
    workers: z.array(
      z.object({ name: z.string(), kind: kinds, ...counts.shape, ...percentiles.shape, lastAt: moment }),
    ),
    /** How many there were; the list holds the latest 500. */
    total: z.int(),
    /** All together: how many were at work in each minute, how many at all, and how many of those not in as many minutes before. */
    fleet: z.object({
      minutes: z.array(z.object({ at: moment, ...headcount.shape })),
      seen: headcount,
      begun: headcount,
    }),
  }),
  async handle({ query }, { summaries, worker }) {
    const now = worker.runtime.clock.now();
    const found = new Map<string, Tally>();
    const from = now - query.minutes * MINUTE;
    const minutes = await summaries.between(from, now + CLOCK_SKEW);
    const before = await summaries.between(from - query.minutes * MINUTE, from);
    const fleet = fleetOf(minutes, before);
    for (const minute of minutes) {
      for (const [name, tally] of minute.workers) tallyOf(found, name).include(tally);
    }
    const latest = [...found].sort(([, a], [, b]) => b.lastAt - a.lastAt).slice(0, MOST_WORKERS);
    return {
      total: found.size,
      workers: latest.map(([name, tally]) => ({
        name,
        kind: workerKind(name),
        ...figures(tally),
        lastAt: momentText(tally.lastAt),
      })),
      fleet: {
        ...fleet,
        // What a fast clock has put beyond now is no minute of its own.
        minutes: fleet.minutes
          .filter(({ minute }) => minute <= now)
          .map(({ minute, atWork }) => ({ at: momentText(minute), ...atWork })),
      },
    };
  },
});
