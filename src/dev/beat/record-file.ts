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

type Line<T> = { readonly put: string; readonly record: T } | { readonly delete: string };

/** Beyond so many bytes of changes, and twice what the records take, the file is written anew. */
const COMPACT_AFTER = 1_048_576;

/**
 * Keeps records in a file of JSON lines: each change is appended before the request that made it is answered, and what
 * is over is left out when the file is written anew, in one piece or not at all. A last line that a crash has torn is
 * dropped.
 */
export class RecordFile<T> {
  readonly #file: string;
  readonly #records: Map<string, T>;
  /** Undefined once it is closed. */
  #descriptor: number | undefined;
  #kept = 0;
  #grown = 0;

  /**
   * Reads what the file holds into `records`, and keeps them from then on.
   *
   * @throws LovageError DATA_FILE_DAMAGED when any line but the last cannot be read
   */
  constructor(file: string, records: Map<string, T>) {
    this.#file = file;
    this.#records = records;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) restore(file, records);
    this.#descriptor = this.#writeAnew();
  }

  /** Adds a change. Nothing is kept once the file is closed. */
  append(line: Line<T>): void {
    if (this.#descriptor === undefined) return;
    this.#grown += write(this.#descriptor, [line]);
    if (this.#grown < Math.max(COMPACT_AFTER, 2 * this.#kept)) return;
    closeSync(this.#descriptor);
    this.#descriptor = this.#writeAnew();
  }

  /** Lets go of the file. Harmless when it has been. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #writeAnew(): number {
    const descriptor = openSync(`${this.#file}.new`, "w");
    this.#kept = write(
      descriptor,
      Array.from(this.#records, ([put, record]) => ({ put, record })),
    );
    this.#grown = 0;
    fsyncSync(descriptor);
    renameSync(`${this.#file}.new`, this.#file);
    return descriptor;
  }
}

function write(descriptor: number, lines: readonly object[]): number {
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  appendFileSync(descriptor, bytes);
  return bytes.length;
}

function restore<T>(file: string, records: Map<string, T>): void {
  const lines = readFileSync(file, "utf8").split("\n");
  for (const [index, text] of lines.entries()) {
    const line = parse<T>(text);
    if (line && "put" in line) records.set(line.put, line.record);
    else if (line) records.delete(line.delete);
    // What follows the last newline is nothing, or torn.
    else if (index < lines.length - 1) {
      throw new LovageError("DATA_FILE_DAMAGED", { file, line: index + 1, problem: "it is no change of a record" });
    }
  }
}

function parse<T>(text: string): Line<T> | undefined {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== "object" || line === null || !("put" in line || "delete" in line)) return undefined;
    return line as Line<T>;
  } catch {
    return undefined;
  }
}
