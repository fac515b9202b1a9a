import type { Paint } from "../paint.ts";

/** What a worker says of itself when it starts. */
export interface WorkerFacts {
  readonly app: string;
  readonly version: string;
  /** The worker's own name: host and process. */
  readonly worker: string;
  readonly transport: string;
  readonly results: string;
  readonly concurrency: number;
  readonly queues: readonly string[];
  readonly tasks: readonly string[];
}

/** The banner of a worker, as Celery's: the app, its world, and its tasks. Pure. */
export function renderBanner(facts: WorkerFacts, paint: Paint): string {
  const rows = [
    ["app", facts.app],
    ["transport", facts.transport],
    ["results", facts.results],
    ["concurrency", String(facts.concurrency)],
    ["queues", facts.queues.join(", ")],
  ] as const;
  const lines = [
    `${paint("bold", "lovage worker")} ${facts.version} (${facts.worker})`,
    "",
    ...rows.map(([label, text]) => `  ${paint("dim", label.padEnd(12))}${text}`),
    "",
    `  ${paint("dim", "tasks")}`,
    ...facts.tasks.map((task) => `    . ${task}`),
    "",
  ];
  return `${lines.join("\n")}\n`;
}
