import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
} from "node:fs";
import { dirname } from "node:path";
import { LovageError } from "../../errors/index.ts";
import type { Fact, QueueEngine, Snapshot } from "../../queue/index.ts";

/** How a journal is kept. */
export interface QueueJournalOptions {
  /** The journal is written anew, without what is over, when it has grown by so many bytes. @default 8 MiB, and at least twice what the queues hold */
  readonly compactAfter?: number;
}

/** A journal that is being kept. */
export interface QueueJournal {
  /** Writes the journal anew, and stops to keep it. The engine goes on. */
  close(): void;
}

type Line = { readonly type: "snapshot"; readonly snapshot: Snapshot } | Fact;

/**
 * Keeps an engine's queues in a file: JSON lines, a snapshot first and then each fact as it happens, written before
 * the request that made it is answered. So what a client was told is still so after the process has died (a crash of
 * the machine may take the last moments with it). Opening restores what is in the file: messages that were in flight
 * show themselves when their visibility timeout ends. A last line that was torn by a crash is dropped.
 *
 * Throws DATA_FILE_DAMAGED when any other line cannot be read.
 */
export function keepQueues(engine: QueueEngine, file: string, options: QueueJournalOptions = {}): QueueJournal {
  const { compactAfter = 8 * 1_048_576 } = options;
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) restore(engine, file);
  let kept = writeAnew(engine, file);
  let grown = 0;
  let open = true;

  const compact = () => {
    closeSync(kept.descriptor);
    kept = writeAnew(engine, file);
    grown = 0;
  };
  const leave = engine.observe((fact) => {
    if (fact.type === "available") return;
    const before = grown;
    grown += append(kept.descriptor, fact);
    const most = Math.max(compactAfter, 2 * kept.bytes);
    // A microtask later: the call that made the fact is not through with the engine yet.
    if (before < most && grown >= most) queueMicrotask(() => open && compact());
  });

  return {
    close() {
      if (!open) return;
      open = false;
      leave();
      compact();
      closeSync(kept.descriptor);
    },
  };
}

function append(descriptor: number, line: Line): number {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  appendFileSync(descriptor, bytes);
  return bytes.length;
}

/** Puts a journal of one snapshot in the place of what was there, all or nothing, and leaves it open at its end. */
function writeAnew(engine: QueueEngine, file: string): { descriptor: number; bytes: number } {
  const descriptor = openSync(`${file}.new`, "w");
  const bytes = append(descriptor, { type: "snapshot", snapshot: engine.snapshot() });
  fsyncSync(descriptor);
  renameSync(`${file}.new`, file);
  return { descriptor, bytes };
}

function restore(engine: QueueEngine, file: string): void {
  const content = readFileSync(file);
  let number = 0;
  for (let start = 0; start < content.length; ) {
    const newline = content.indexOf("\n", start);
    const end = newline < 0 ? content.length : newline;
    number++;
    const isLast = end + 1 >= content.length;
    const line = parse(content.toString("utf8", start, end));
    if (line) take(engine, line, file, number);
    else if (!isLast)
      throw new LovageError("DATA_FILE_DAMAGED", { file, line: number, problem: "it is no JSON object" });
    start = end + 1;
  }
}

function parse(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === "object" && line !== null && "type" in line ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

function take(engine: QueueEngine, line: Line, file: string, number: number): void {
  if (line.type !== "snapshot") engine.replay(line);
  else if (line.snapshot.version === 1) engine.restore(line.snapshot);
  else {
    const problem = `it is a snapshot of version ${(line.snapshot as Snapshot).version}, and this Lovage reads version 1`;
    throw new LovageError("DATA_FILE_DAMAGED", { file, line: number, problem });
  }
}
