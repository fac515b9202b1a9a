import { z } from "zod";
import { route } from "../route.ts";
import { queueDepths } from "../routes/queues.ts";

/** How long the queues are. */
export const queueLengths = route({
  method: "get",
  path: "/api/queues/length",
  tag: "flower",
  summary:
    "How many messages wait on each queue, by SQS's approximate count; delayed ones and those in flight are not among them",
  answer: z.object({ active_queues: z.array(z.object({ name: z.string(), messages: z.int() })) }),
  async handle(_asked, desk) {
    const there = (await queueDepths(desk)).filter(({ problem }) => problem === undefined);
    return { active_queues: there.map(({ name, visible }) => ({ name, messages: visible })) };
  },
});
