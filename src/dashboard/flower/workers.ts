import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import { CLOCK_SKEW } from "../journal/bounds.ts";
import { route } from "../route.ts";
import { flowerFlag } from "./flower-flag.ts";

/** How far back a worker was heard of that is listed, and that counts as alive, in milliseconds. */
const LISTED = 3_600_000;
const ALIVE = 300_000;

const workerFields = z.object({
  /** The queues that it took tasks from. */
  active_queues: z.array(z.object({ name: z.string() })),
  registered: z.array(z.string()),
  /** How many attempts of each task it has ended. */
  stats: z.object({ total: z.record(z.string(), z.int()) }),
  /** When it was last heard of, in seconds since 1970. */
  timestamp: z.number(),
});

/** Who has run tasks lately. */
export const workers = route({
  method: "get",
  path: "/api/workers",
  tag: "flower",
  summary:
    "Flower's workers: those that ended a batch in the last hour; with status whether it was in the last five minutes",
  query: z.object({ refresh: flowerFlag, status: flowerFlag, workername: z.string().optional() }),
  answer: z.record(z.string(), z.union([z.boolean(), workerFields])),
  async handle({ query }, { summaries, worker, tasks }) {
    const now = worker.runtime.clock.now();
    const found = new Map<string, { lastAt: number; queues: Set<string>; total: Map<string, number> }>();
    for (const { workers, ran } of await summaries.between(now - LISTED, now + CLOCK_SKEW)) {
      for (const [name, { lastAt }] of workers) {
        const known = found.get(name) ?? { lastAt, queues: new Set(), total: new Map() };
        known.lastAt = Math.max(known.lastAt, lastAt);
        for (const { task, queue, count } of ran.get(name)?.values() ?? []) {
          known.queues.add(queue);
          known.total.set(task, (known.total.get(task) ?? 0) + count);
        }
        found.set(name, known);
      }
    }
    const { workername } = query;
    if (workername !== undefined && !found.has(workername)) {
      throw new LovageError("WORKER_NOT_FOUND", { worker: workername });
    }
    const wanted = [...found].filter(([name]) => workername === undefined || name === workername);
    if (query.status) return Object.fromEntries(wanted.map(([name, { lastAt }]) => [name, now - lastAt <= ALIVE]));
    const registered = tasks().map(({ name }) => name);
    return Object.fromEntries(
      wanted.map(([name, { lastAt, queues, total }]) => {
        const active = [...queues].sort().map((queue) => ({ name: queue }));
        return [
          name,
          { active_queues: active, registered, stats: { total: Object.fromEntries(total) }, timestamp: lastAt / 1_000 },
        ];
      }),
    );
  },
});
