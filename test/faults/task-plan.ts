import { seeded } from "./seeded.ts";

/** How a task of the soak is to end, whatever goes wrong. */
export type Expected = "SUCCESS" | "FAILURE" | "WORKER_LOST";

/** A task that is to be sent. */
export interface PlannedTask {
  readonly task: string;
  readonly args: readonly unknown[];
  readonly queue: string;
  readonly track: "full" | "final" | "none";
  readonly expected: Expected;
  /** Where it stands in order: its group, on a FIFO queue. */
  readonly group?: string;
  /** In milliseconds. */
  readonly countdown?: number;
  /** Somebody revokes it so many milliseconds after it was sent. */
  readonly revoke?: { readonly after: number; readonly terminate: boolean };
}

/** The queues: two for pollers and two for functions. */
export const soakQueues = ["default", "functions", "orders.fifo", "function-orders.fifo"] as const;

const GROUPS = 16;

/** Plans the tasks of a seed: a mix of all that a task can do. */
export function taskPlan(seed: number, count: number): PlannedTask[] {
  const random = seeded(seed, "tasks");
  const revocations = seeded(seed, "revocations");
  return Array.from({ length: count }, (_, index) => {
    const task = planned(index, random);
    if (task.track !== "full" || task.group !== undefined || task.task.startsWith("e") || revocations() > 0.03)
      return task;
    return { ...task, revoke: { after: revocations() * 3_000, terminate: revocations() < 0.5 } };
  });
}

function planned(index: number, random: () => number): PlannedTask {
  const roll = random() * 100;
  const track = roll % 1 < 0.65 ? "full" : roll % 1 < 0.85 ? "final" : "none";
  const queue = random() < 0.75 ? "default" : "functions";
  const common = { queue, track, args: [], expected: "SUCCESS" } as const;
  const full = { ...common, track: "full" } as const;
  // What kills its worker takes all others of that worker along, for as long as their leases last.
  if (index % 2_000 === 250) return { ...full, task: "exits", expected: "WORKER_LOST" };
  if (index % 10_000 === 750) return { ...full, task: "aborts", expected: "WORKER_LOST" };
  if (index % 500 === 100) return { ...full, task: "exits-once" };
  if (roll < 4) return { ...common, task: `hopeless-${track}`, expected: "FAILURE" };
  if (roll < 14) return { ...common, task: `flaky-${track}`, args: [1 + Math.floor(random() * 2)] };
  if (roll < 26) return { ...common, task: `slow-${track}`, args: [10 + Math.floor(random() * 150)] };
  if (roll < 32) return { ...common, task: `quick-${track}`, countdown: 500 + random() * 3_000 };
  if (roll < 42) {
    const group = `g${Math.floor(random() * GROUPS)}`;
    const orders = random() < 0.7 ? "orders.fifo" : "function-orders.fifo";
    const failures = random() < 0.05 ? 1 : 0;
    return { ...full, task: "step", queue: orders, group: `${orders}-${group}`, args: [failures] };
  }
  return { ...common, task: `quick-${track}` };
}
