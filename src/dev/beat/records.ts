import { RecordFile } from "./record-file.ts";

/** Records by their names: all that a service remembers, plain JSON each, in memory and, when told so, in a file. */
export class Records<T> {
  readonly #records: Map<string, T>;
  readonly #file: RecordFile<T> | undefined;

  /**
   * @param file - keeps the records between starts. @default in memory
   * @throws LovageError DATA_FILE_DAMAGED
   */
  constructor(file?: string) {
    this.#records = new Map();
    this.#file = file === undefined ? undefined : new RecordFile(file, this.#records);
  }

  get size(): number {
    return this.#records.size;
  }

  get(name: string): T | undefined {
    return this.#records.get(name);
  }

  /** All of them, by name. */
  get all(): readonly T[] {
    return [...this.#records.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
  }

  /** Writes a record in place of the one of that name. */
  put(name: string, record: T): void {
    this.#records.set(name, record);
    this.#file?.append({ put: name, record });
  }

  delete(name: string): void {
    if (this.#records.delete(name)) this.#file?.append({ delete: name });
  }

  /** Lets go of the file. */
  close(): void {
    this.#file?.close();
  }
}
