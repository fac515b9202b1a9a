import type { JournalLine } from "../../lifecycle/index.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

/*
 * Lines of the journal, so packed that those of ten tasks fit into one write unit (1 KB) with their names:
 *
 *     version, the names of tasks, the names of queues, how many lines, and of each line
 *     id, task, queue (places in the names), state, attempt, start (before the end of the batch), runtime
 */
const VERSION = 1;

/** The states by their number in the bytes. Only ever add at the end: what is written stays for days. */
const numbered = ["SUCCESS", "FAILURE", "RETRY", "REVOKED", "IGNORED"] as const satisfies JournalLine["state"][];

/** Packs the lines of a batch that ended at `at`. Pure. */
export function packLines(lines: readonly JournalLine[], at: number): Uint8Array {
  const tasks = [...new Set(lines.map(({ task }) => task))];
  const queues = [...new Set(lines.map(({ queue }) => queue))];
  const writer = new ByteWriter();
  writer.count(VERSION);
  for (const names of [tasks, queues]) {
    writer.count(names.length);
    for (const name of names) writer.text(name);
  }
  const taskNumbers = new Map(tasks.map((name, index) => [name, index]));
  const queueNumbers = new Map(queues.map((name, index) => [name, index]));
  writer.count(lines.length);
  for (const line of lines) {
    writer.id(line.id);
    writer.count(taskNumbers.get(line.task) ?? 0);
    writer.count(queueNumbers.get(line.queue) ?? 0);
    writer.count(numbered.indexOf(line.state));
    writer.count(line.attempt);
    writer.signed(at - Math.round(line.startedAt));
    writer.signed(Math.round(line.runtime));
  }
  return writer.bytes;
}

/** Unpacks what `packLines` has packed; nothing where a later version of Lovage has packed it. */
export function unpackLines(bytes: Uint8Array, at: number): JournalLine[] {
  const reader = new ByteReader(bytes);
  if (reader.count() !== VERSION) return [];
  const tasks = Array.from({ length: reader.count() }, () => reader.text());
  const queues = Array.from({ length: reader.count() }, () => reader.text());
  return Array.from({ length: reader.count() }, () => ({
    id: reader.id(),
    task: tasks[reader.count()] ?? "",
    queue: queues[reader.count()] ?? "",
    state: numbered[reader.count()] ?? "IGNORED",
    attempt: reader.count(),
    startedAt: at - reader.signed(),
    runtime: reader.signed(),
  }));
}
