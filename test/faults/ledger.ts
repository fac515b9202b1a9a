import { appendFileSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "../../src/runtime/index.ts";

/**
 * What has happened outside of everything that Lovage keeps: an append-only file for each process, written at once, so that
 * a SIGKILL takes nothing of it away. Its lines:
 *
 *     E <id> <attempt> <time>      the side effect of an attempt
 *     D <id> <attempt> <time>      the handler has returned
 *     W <id or -> <message>        a warning or an error of the engine
 */
export interface Ledger {
  effect(id: string, attempt: number): void;
  done(id: string, attempt: number): void;
  /** What the engine warns of goes into the ledger. */
  readonly logger: Logger;
}

/** Opens the ledger of this process. @param role - who the process is: it begins the file's name */
export function openLedger(folder: string, role: string): Ledger {
  let file: number | undefined;
  const write = (line: string) => {
    // O_APPEND, and opened at the first line: a process that runs nothing has no file.
    file ??= openSync(join(folder, `${role}-${process.pid}.ledger`), "a");
    writeSync(file, `${line}\n`);
  };
  const warn = (fields: object, message: string) => {
    const id = "id" in fields && typeof fields.id === "string" ? fields.id : "-";
    const error = "error" in fields && fields.error instanceof Error ? ` (${fields.error.message})` : "";
    write(`W ${id} ${message}${error}`.replaceAll("\n", " "));
  };
  const logger: Logger = { debug() {}, info() {}, warn, error: warn, child: () => logger };
  const time = () => (performance.timeOrigin + performance.now()).toFixed(3);
  return {
    effect: (id, attempt) => write(`E ${id} ${attempt} ${time()}`),
    done: (id, attempt) => write(`D ${id} ${attempt} ${time()}`),
    logger,
  };
}

/** One attempt, as a process has written it down. */
export interface LedgerAttempt {
  readonly id: string;
  readonly attempt: number;
  readonly process: number;
  readonly effectAt: number;
  doneAt: number | undefined;
}

/** All ledgers together. */
export interface LedgerBook {
  /** By task id, in the order of the processes' files. */
  readonly attempts: ReadonlyMap<string, readonly LedgerAttempt[]>;
  /** All who have written anything. */
  readonly processes: ReadonlySet<number>;
  /** `<process> <id>` of what the engine warned of. */
  readonly warned: ReadonlySet<string>;
  /** How often each warning came, whatever its task. */
  readonly warnings: ReadonlyMap<string, number>;
}

/** Reads the ledgers of a folder. A last line that a death has cut off does not count. */
export function readLedgers(folder: string): LedgerBook {
  const attempts = new Map<string, LedgerAttempt[]>();
  const processes = new Set<number>();
  const warned = new Set<string>();
  const warnings = new Map<string, number>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".ledger"))) {
    const process = processOf(name);
    processes.add(process);
    for (const line of readFileSync(join(folder, name), "utf8").split("\n").slice(0, -1)) {
      const [what, id = "", second = "", time] = line.split(" ");
      if (what === "W") {
        warned.add(`${process} ${id}`);
        const message = line.slice(2 + id.length + 1).replace(/ \(.*/, "");
        warnings.set(message, (warnings.get(message) ?? 0) + 1);
        continue;
      }
      const list = attempts.get(id) ?? [];
      attempts.set(id, list);
      const attempt = Number(second);
      if (what === "E") list.push({ id, attempt, process, effectAt: Number(time), doneAt: undefined });
      else {
        const open = list.findLast((one) => one.process === process && one.attempt === attempt);
        if (open) open.doneAt = Number(time);
      }
    }
  }
  return { attempts, processes, warned, warnings };
}

/** The processes of a role that have written anything. */
export function processesOf(folder: string, role: string): number[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${role}-`) && file.endsWith(".ledger"))
    .map(processOf);
}

/** A note that any process can see: a file that is there or not. */
export function noteIn(folder: string, note: string): void {
  appendFileSync(join(folder, note), "");
}

function processOf(file: string): number {
  return Number(/-(\d+)\.ledger$/.exec(file)?.[1]);
}
