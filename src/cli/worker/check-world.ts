import { LovageError } from "../../errors/index.ts";
import type { Adapters } from "../../ports/index.ts";
import type { Runtime } from "../../runtime/index.ts";

/**
 * Asks each queue and the table once, so that a worker that could never work says so at its start. What the worker may not ask,
 * because its permissions are tight, is no reason not to start.
 *
 * @throws LovageError QUEUE_NOT_FOUND, TABLE_NOT_FOUND, ENDPOINT_UNREACHABLE, NO_CREDENTIALS
 */
export async function checkWorld(
  { broker, store, runtime }: Adapters & { runtime: Runtime },
  queues: readonly string[],
): Promise<void> {
  const asked = [...queues.map((queue) => broker.depth(queue)), store.read("lovage worker: is the table there?")];
  for (const answer of await Promise.allSettled<unknown>(asked)) {
    if (answer.status === "fulfilled") continue;
    if (!LovageError.is(answer.reason, "AWS_REFUSED")) throw answer.reason;
    runtime.logger.warn({ error: answer.reason }, "the worker starts without having seen its queues and table");
  }
}
