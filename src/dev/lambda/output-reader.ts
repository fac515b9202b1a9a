import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { MARK } from "./process-messages.ts";

/** Makes lines of what a process writes to one of its streams, and notices the marks between them. */
export class OutputReader {
  readonly #tell: (line: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";
  #reached = 0;
  readonly #waiting = new Map<number, () => void>();

  constructor(stream: Readable, tell: (line: string) => void) {
    this.#tell = tell;
    stream.on("data", (chunk: Buffer) => this.#read(this.#decoder.write(chunk)));
    stream.once("close", () => this.#end());
  }

  /** Resolves when all is read that was written before the mark, or when nothing more will come. */
  reached(mark: number): Promise<void> {
    if (this.#reached >= mark) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(mark, resolve));
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const at = line.indexOf(MARK);
    if (at !== 0) this.#tell(at < 0 ? line.replace(/\r$/, "") : line.slice(0, at));
    if (at >= 0) this.#pass(Number(line.slice(at + MARK.length)));
  }

  #end(): void {
    if (this.#rest) this.#take(this.#rest);
    this.#rest = "";
    this.#pass(Number.POSITIVE_INFINITY);
  }

  #pass(mark: number): void {
    this.#reached = mark;
    for (const [waited, resolve] of this.#waiting) {
      if (waited > mark) continue;
      this.#waiting.delete(waited);
      resolve();
    }
  }
}
