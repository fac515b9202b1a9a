import type { JournalLine } from "../../lifecycle/index.ts";

/** Which lines of the journal are wanted. What is absent does not matter. */
export interface LineFilter {
  readonly id?: string | undefined;
  readonly task?: string | undefined;
  readonly state?: string | undefined;
  readonly queue?: string | undefined;
  readonly worker?: string | undefined;
  /** A part of the id or of the task's name, in any case of letters. */
  readonly search?: string | undefined;
}

/** Whether a line of a worker's batch is wanted. Pure. */
export function isWanted(line: JournalLine, by: string, filter: LineFilter): boolean {
  const { id, task, state, queue, worker, search } = filter;
  if (id !== undefined && line.id !== id) return false;
  if (task !== undefined && line.task !== task) return false;
  if (state !== undefined && line.state !== state) return false;
  if (queue !== undefined && line.queue !== queue) return false;
  if (worker !== undefined && by !== worker) return false;
  if (search === undefined) return true;
  const wanted = search.toLowerCase();
  return line.id.toLowerCase().includes(wanted) || line.task.toLowerCase().includes(wanted);
}
