/*
 * A million tasks through the poller in memory: the heap after them is where it was after the first ten thousand.
 * `track: "full"` keeps a record of each for its time, as it should, so here results are kept for a second.
 */
import { noopApp } from "./in-memory.ts";
import { mustHold, printTable } from "./table.ts";

const TASKS = 1_000_000;
const STEP = 10_000;
/** What the collector's own moods may differ by. */
const SLACK = 1.15;

const { noop, ran, poller, store } = noopApp({ track: "full", resultExpires: "1s" });
const worker = await poller(50);
void worker.run();
const lists = Array.from({ length: STEP }, (_, n) => [n] as [number]);
const heaps = new Map<number, number>();
for (let total = STEP; total <= TASKS; total += STEP) {
  const finished = ran(STEP);
  await noop.delayMany(lists);
  await finished;
  if (total === STEP || total % 250_000 === 0) heaps.set(total, await heap());
}
await worker.stop();

printTable(
  ["tasks", "heap used (MB)"],
  [...heaps].map(([tasks, bytes]) => [tasks.toLocaleString("en"), (bytes / 1e6).toFixed(1)]),
);
const [first = 0, last = 0] = [heaps.get(STEP), heaps.get(TASKS)];
mustHold(
  `a million tasks leave the heap where ten thousand left it (${(last / first).toFixed(2)} times)`,
  last / first <= SLACK,
);

/**
 * The heap with nothing left but what ten thousand tasks leave: records expire a second after their task, and the store
 * looks for expired ones as it is used, so more tasks are run until those of the tasks before are swept out. A faster
 * machine has more of them at once.
 */
async function heap(): Promise<number> {
  for (let wave = 0; wave === 0 || (store.size > 2 * STEP && wave < 20); wave++) {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const finished = ran(STEP);
    await noop.delayMany(lists);
    await finished;
  }
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
