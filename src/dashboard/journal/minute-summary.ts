import type { JournalEntry } from "../../lifecycle/index.ts";
import { Tally } from "./tally.ts";

/** What the journal says of one minute: a tally for each task, and one for each worker. */
export class MinuteSummary {
  /** The beginning of the minute, in milliseconds since 1970. */
  readonly minute: number;
  readonly tasks = new Map<string, Tally>();
  readonly workers = new Map<string, Tally>();

  constructor(minute: number) {
    this.minute = minute;
  }

  add({ at, worker, lines }: JournalEntry): void {
    for (const line of lines) {
      tallyOf(this.tasks, line.task).add(line, at);
      tallyOf(this.workers, worker).add(line, at);
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
