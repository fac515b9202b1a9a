import { styleText } from "node:util";
import { type Fault, faults } from "../contract/known-faults.ts";

/** Prints what a run shows, line by line, and counts what does not hold. */
export class Report {
  readonly #start = Date.now();
  readonly #known: ReadonlySet<Fault>;
  #held = 0;
  #failed = 0;

  /** @param known - what the place of the run is known to get wrong */
  constructor(known: ReadonlySet<Fault> = new Set()) {
    this.#known = known;
  }

  /** Whether all was as it should be, and something was looked at. */
  get passed(): boolean {
    return this.#failed === 0 && this.#held > 0;
  }

  heading(text: string): void {
    console.log(`\n${paint("bold", text)}`);
  }

  /** Something that is done, and takes a while. */
  say(text: string): void {
    console.log(paint("dim", `     ${text}`));
  }

  /**
   * Something that must be so.
   *
   * @param found - what was found, shown where it is not so
   * @param fault - the place's known fault that makes it untrue there: then it must be untrue, so that a repaired
   * emulator makes itself heard
   */
  expect(what: string, holds: boolean, found: unknown, fault?: Fault): void {
    const shown = typeof found === "string" ? found : JSON.stringify(found);
    if (fault && this.#known.has(fault)) {
      if (holds) this.#no(`${what}, and the known fault "${fault}" is no more: take it off the list`, shown);
      else console.log(`${paint("yellow", "not")}  ${what}: known fault "${fault}", ${faults[fault]}`);
    } else if (holds) {
      this.#held += 1;
      console.log(`${paint("green", "yes")}  ${what}`);
    } else {
      this.#no(what, shown);
    }
  }

  /** The last line. */
  conclude(name: string): void {
    const seconds = Math.round((Date.now() - this.#start) / 1_000);
    console.log(`\n${name}: ${this.#held} hold, ${this.#failed} do not, in ${seconds} s`);
  }

  #no(what: string, found: string): void {
    this.#failed += 1;
    console.log(`${paint("red", "NO")}   ${what}: ${found}`);
  }
}

function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { stream: process.stdout });
}
