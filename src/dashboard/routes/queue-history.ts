import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import { route } from "../route.ts";
import { queueNames } from "./queues.ts";
import { millis, moment, momentText } from "./schemas.ts";
import { stepOf } from "./step-of.ts";

const curve = z.array(z.number().nullable());

/** How deep the queues were, and how old their oldest message, over the last minutes. */
export const queueHistory = route({
  method: "get",
  path: "/api/queues/history",
  tag: "queues",
  summary:
    "How many messages waited in each queue over the last minutes, how old the oldest was, and how many dead letters",
  query: z.object({ minutes: z.coerce.number().int().min(5).max(1_440).default(60) }),
  answer: z.object({
    /** The width of a point, in milliseconds. */
    step: millis,
    /** When each point begins. */
    times: z.array(moment),
    queues: z.array(
      z.object({
        name: z.string(),
        /** For each point the most that was measured; null where nothing was. */
        visible: curve,
        /** In seconds. */
        oldest: curve,
        deadLetters: curve,
      }),
    ),
  }),
  async handle({ query }, desk) {
    const { metrics, worker, app } = desk;
    if (!metrics) throw new LovageError("NO_QUEUE_METRICS", { app: app.name });
    const step = stepOf(query.minutes);
    // The running minute is part of it, as far as it has been measured.
    const to = Math.ceil((worker.runtime.clock.now() + 1) / step) * step;
    const from = to - Math.ceil((query.minutes * 60_000) / step) * step;
    const histories = await metrics.history(await queueNames(desk), { from, to, step });
    return {
      step,
      times: Array.from({ length: (to - from) / step }, (_, index) => momentText(from + index * step)),
      queues: histories.map(({ queue, ...curves }) => ({ name: queue, ...curves })),
    };
  },
});
