/** Makes lines of the pieces in which a stream is written. */
export class LineSplitter {
  readonly #line: (line: string) => void;
  #rest = "";

  constructor(line: (line: string) => void) {
    this.#line = line;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }

  /** Lets go of a line that nobody ended. */
  end(): void {
    if (this.#rest) this.#line(this.#rest);
    this.#rest = "";
  }
}
