import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import { findQueues } from "../../ports/index.ts";
import type { Desk } from "../desk.ts";
import { CLOCK_SKEW } from "../journal/bounds.ts";
import { consumersOf } from "../journal/consumers-of.ts";
import { route } from "../route.ts";

/** A worker that ended a task of a queue within this time is one of its consumers, in milliseconds. */
const CONSUMED_WITHIN = 10 * 60_000;

const depth = z.object({ visible: z.int(), inFlight: z.int(), delayed: z.int() });
/** A queue and how deep it is, by SQS's approximate counts. */
const queue = z.object({
  name: z.string(),
  fifo: z.boolean(),
  ...depth.shape,
  deadLetters: depth,
  /** Why the queue could not be asked; its numbers are 0 then. */
  problem: z.string().optional(),
});

/** The queues and how deep they are. */
export const queues = route({
  method: "get",
  path: "/api/queues",
  tag: "queues",
  summary: "The queues, how many messages wait, are in flight and are delayed, and their dead letters",
  /**
   * `consumers`: how many workers ended a task of the queue in the last ten minutes, for SQS itself knows no consumers; null where the
   * journal cannot be read.
   */
  answer: z.object({ queues: z.array(queue.extend({ consumers: z.int().nullable() })) }),
  async handle(_asked, desk) {
    const [depths, consumers] = await Promise.all([queueDepths(desk), consumersNow(desk)]);
    return { queues: depths.map((one) => ({ ...one, consumers: consumers && (consumers.get(one.name) ?? 0) })) };
  },
});

/** Deletes all messages of a queue, or of its dead letters. */
export const purge = route({
  method: "post",
  path: "/api/queues/{queue}/purge",
  tag: "queues",
  summary: "Delete all messages of a queue, hidden and delayed ones too; no way back",
  body: z.strictObject({ deadLetters: z.boolean().default(false) }),
  answer: z.object({ purged: z.string() }),
  async handle({ path, body }, desk) {
    const name = path.queue ?? "";
    // A name from a page is not taken for the name of a queue before it is known to be one of the app's.
    if (!(await queueNames(desk)).includes(name)) {
      const { settings } = desk.worker;
      throw new LovageError("QUEUE_NOT_FOUND", {
        queue: name,
        queueName: name,
        variable: `queues of ${settings.name}`,
      });
    }
    await desk.worker.broker.purge(name, body.deadLetters ? "deadLetters" : "queue");
    return { purged: name };
  },
});

/** A queue as the API lists it. */
export type QueueRow = z.infer<typeof queue>;

/** The app's queues, and how deep they are. */
export async function queueDepths(desk: Desk): Promise<QueueRow[]> {
  return Promise.all((await queueNames(desk)).map((name) => queueOf(name, desk)));
}

/** The app's queues, with those that the listed tasks are sent to. */
export function queueNames({ tasks, worker }: Desk): Promise<string[]> {
  const used = tasks().map(({ queue }) => queue);
  return findQueues(worker.broker, worker.settings, used);
}

async function queueOf(name: string, { worker }: Desk): Promise<QueueRow> {
  const none = { visible: 0, inFlight: 0, delayed: 0 };
  const fifo = name.endsWith(".fifo");
  try {
    const [own, deadLetters] = await Promise.all([worker.broker.depth(name), worker.broker.depth(name, "deadLetters")]);
    return { name, fifo, ...own, deadLetters };
  } catch (error) {
    if (!LovageError.is(error, "QUEUE_NOT_FOUND") && !LovageError.is(error, "AWS_REFUSED")) throw error;
    return { name, fifo, ...none, deadLetters: none, problem: error.message };
  }
}

/** Who takes from the queues, by the journal. A table that does not answer is no reason to hide how deep the queues are. */
async function consumersNow({ summaries, worker }: Desk): Promise<ReadonlyMap<string, number> | null> {
  const now = worker.runtime.clock.now();
  try {
    return consumersOf(await summaries.between(now - CONSUMED_WITHIN, now + CLOCK_SKEW));
  } catch (error) {
    if (!LovageError.is(error)) throw error;
    worker.runtime.logger.warn(
      { code: error.code },
      "the journal could not be read: who takes from the queues is not known",
    );
    return null;
  }
}
