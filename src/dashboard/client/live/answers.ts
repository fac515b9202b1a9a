/** What the API answers, as the page reads it. The server's own description is at /api/openapi.json. */
export interface Counts {
  SUCCESS: number;
  FAILURE: number;
  RETRY: number;
  REVOKED: number;
  IGNORED: number;
}

export interface Figures extends Counts {
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

export interface Overview {
  from: string;
  to: string;
  step: number;
  points: (Figures & { at: string })[];
  total: Figures;
  tasks: (Figures & { name: string; lastAt: string })[];
}

export interface Line {
  id: string;
  task: string;
  queue: string;
  state: keyof Counts;
  attempt: number;
  startedAt: string;
  runtime: number;
  endedAt: string;
  worker: string;
}

export interface History {
  lines: Line[];
  next: string | null;
  searchedTo: string;
}

export interface RecordedError {
  name: string;
  message: string;
  stack?: string;
  code?: string;
  cause?: RecordedError;
}

export interface TaskRecord {
  id: string;
  state: string;
  task: string;
  queue: string;
  attempt: number;
  failures: number;
  startedAt: string;
  finishedAt?: string;
  took?: number;
  leaseUntil?: string;
  lost?: boolean;
  retryAt?: string;
  meta?: unknown;
  /** A text where they are longer than what is kept. */
  args?: unknown[] | string;
  kwargs?: Record<string, unknown> | string;
  result?: unknown;
  error?: RecordedError;
  reason?: string;
  parentId?: string;
  rootId?: string;
  groupId?: string;
  expiresAt: string;
}

export interface TaskDetail {
  record: TaskRecord;
  attempts: { attempt: number; state: keyof Counts; startedAt: string; runtime: number; worker: string }[];
  above: { id: string; task: string | null; state: string }[];
}

export interface Depth {
  visible: number;
  inFlight: number;
  delayed: number;
}

export interface Queue extends Depth {
  name: string;
  /** How many workers ended a task of it in the last ten minutes; null where that is not known. */
  consumers: number | null;
  fifo: boolean;
  deadLetters: Depth;
  problem?: string;
}

/** How deep the queues were: for each queue a value for each time, null where nothing was measured. */
export interface QueueHistory {
  /** In milliseconds. */
  step: number;
  times: string[];
  queues: {
    name: string;
    visible: (number | null)[];
    /** In seconds. */
    oldest: (number | null)[];
    deadLetters: (number | null)[];
  }[];
}

export interface Schedule {
  name: string;
  task: string;
  args: unknown[];
  kwargs: Record<string, unknown>;
  when: string;
  schedule: { kind: string } & Record<string, unknown>;
  options: Record<string, unknown>;
  overlap: string;
  source: "cdk" | "code" | "runtime";
  enabled: boolean;
  complete: boolean;
  next: string[];
  warnings: string[];
}

export interface AppFacts {
  name: string;
  readOnly: boolean;
  queues: string[];
  defaultQueue: string;
  tasks: { name: string; queue: string; description: string | null; track: string; schema: unknown }[];
}

export interface Headcount {
  lambda: number;
  poller: number;
}

export interface WorkersAnswer {
  workers: WorkerRow[];
  total: number;
  fleet: { minutes: (Headcount & { at: string })[]; seen: Headcount; begun: Headcount };
}

export interface WorkerRow extends Figures {
  name: string;
  kind: "lambda" | "poller";
  lastAt: string;
}

export interface DeadLetter {
  /** The task's id, or the message's own where it cannot be read. */
  id: string;
  task: string | null;
  reason: string;
  message: string | null;
  queue: string;
  attempt: number | null;
  diedAt: string | null;
  sentAt: string;
  redrivable: boolean;
  body: unknown;
}

export interface DeadLetterPage {
  letters: DeadLetter[];
  more: boolean;
}
