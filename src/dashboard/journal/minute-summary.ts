import type { JournalEntry } from "../../lifecycle/index.ts";
import { Tally } from "./tally.ts";

/** How many attempts of a task a worker has ended. */
export interface Ran {
  readonly task: string;
  readonly queue: string;
  readonly count: number;
}

/** What the journal says of one minute: a tally for each task, and one for each worker. */
export class MinuteSummary {
  /** The beginning of the minute, in milliseconds since 1970. */
  readonly minute: number;
  readonly tasks = new Map<string, Tally>();
  readonly workers = new Map<string, Tally>();
  /** By worker, what it ran: by task and queue. */
  readonly ran = new Map<string, Map<string, Ran>>();

  constructor(minute: number) {
    this.minute = minute;
  }

  add({ at, worker, lines }: JournalEntry): void {
    const ran = this.ran.get(worker) ?? new Map<string, Ran>();
    this.ran.set(worker, ran);
    for (const line of lines) {
      tallyOf(this.tasks, line.task).add(line, at);
      tallyOf(this.workers, worker).add(line, at);
      const { task, queue } = line;
      const key = `${queue} ${task}`;
      ran.set(key, { task, queue, count: (ran.get(key)?.count ?? 0) + 1 });
    }
  }
}

/** The tally of a name, made when there is none yet. */
export function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known) return known;
  const made = new Tally();
  tallies.set(name, made);
  return made;
}
