import { sleep } from "../runtime/index.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { Shell } from "./shell.ts";
import { readDuration } from "./words/duration.ts";

/** How often a watch looks when nobody says it, in milliseconds. */
const USUAL = 2_000;

/** The keys that end a watch: q, and Ctrl-C, which is no signal while keys are listened to. */
const quits: ReadonlySet<string> = new Set(["q", "Q", "\u0003"]);

// ECMA-48: erase all (ED 2), cursor home (CUP), erase to the end of the line (EL) and of the screen (ED).
const [eraseAll, home, eraseLine, eraseBelow] = ["\u001b[2J", "\u001b[H", "\u001b[K", "\u001b[J"];

/** How often to look, in milliseconds, from `--watch [interval]`; undefined for once. @throws LovageError INVALID_USAGE */
export function readWatch(word: string | true | undefined): number | undefined {
  if (word === undefined) return undefined;
  // Each look is a few calls of AWS, so it is not done more often than it can be read.
  return word === true ? USUAL : Math.max(1_000, readDuration(word, "--watch"));
}

/**
 * Prints what there is to see: once, or, while it is watched, again and again until q, Ctrl-C or SIGTERM, which end a watch in
 * good order. Where a person looks on, each look takes the place of the one before; else they follow each other.
 *
 * @param interval - how often, in milliseconds; undefined for once
 */
export async function watch(
  shell: Shell,
  interval: number | undefined,
  look: () => Promise<string>,
): Promise<ExitCode> {
  if (interval === undefined) {
    shell.stdout.write(await look());
    return exitCodes.success;
  }
  const ended = new AbortController();
  const unlisten = shell.onSignal(() => ended.abort());
  const unkey = shell.stdout.isTTY ? shell.onKey?.((key) => quits.has(key) && ended.abort()) : undefined;
  try {
    for (let first = true; !ended.signal.aborted; first = false) {
      const text = await look();
      if (ended.signal.aborted) break;
      shell.stdout.write(shell.stdout.isTTY ? redrawn(text, first) : text);
      await sleep(shell.clock, interval, ended.signal).catch(() => {});
    }
  } finally {
    unlisten();
    unkey?.();
  }
  return exitCodes.success;
}

/** A text in place of the one before, without the flicker of an empty screen. */
function redrawn(text: string, first: boolean): string {
  return `${first ? eraseAll : ""}${home}${text.replaceAll("\n", `${eraseLine}\n`)}${eraseBelow}`;
}
