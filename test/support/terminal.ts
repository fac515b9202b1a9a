import type { EndSignal, Shell } from "../../src/cli/shell.ts";
import { systemClock } from "../../src/runtime/index.ts";

/** A terminal that is read by the test. */
export class Terminal implements Shell {
  readonly argv: readonly string[] = [];
  readonly env = {};
  readonly clock = systemClock;
  readonly listeners = new Set<(signal: EndSignal) => void>();
  text = "";
  #waiting: { pattern: RegExp; resolve: (match: RegExpExecArray) => void }[] = [];
  readonly stdout = {
    write: (text: string) => {
      this.text += text;
      this.#look();
    },
  };
  readonly stderr = this.stdout;
  readonly onSignal = (listener: (signal: EndSignal) => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly onInputEnd = (listener: () => void) => {
    this.closeInput = listener;
  };
  /** Ends the standard input, where somebody listens to it. */
  closeInput: () => void = () => {};

  /** Waits until something is printed, and forgets all before its end. */
  shows(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve) => {
      this.#waiting.push({ pattern, resolve });
      this.#look();
    });
  }

  press(signal: EndSignal): void {
    for (const listener of [...this.listeners]) listener(signal);
  }

  #look(): void {
    const [next] = this.#waiting;
    const match = next?.pattern.exec(this.text);
    if (!next || !match) return;
    this.#waiting.shift();
    this.text = this.text.slice(match.index + match[0].length);
    next.resolve(match);
    this.#look();
  }
}
