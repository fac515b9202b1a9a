import type { Timer } from "../runtime/index.ts";
import type { Shell } from "./shell.ts";

/** How often the line is written anew, in milliseconds. */
const INTERVAL = 1_000;

/** Back to the start of the line, and erase it (ECMA-48: CR, EL 2). */
const erase = "\r\u001b[2K";

/** A line that is being shown. */
export interface ProgressLine {
  /** Takes the line away. */
  stop(): void;
}

/**
 * Shows a line on stderr, and writes it anew every second, as long as something takes long. Only where a person looks
 * at stderr; else it does nothing. A line that cannot be made is left out: the work itself will say what is wrong.
 */
export function showProgress(
  { stderr, clock }: Pick<Shell, "stderr" | "clock">,
  line: () => Promise<string>,
): ProgressLine {
  if (!stderr.isTTY) return { stop() {} };
  let stopped = false;
  let timer: Timer | undefined;
  const show = async () => {
    const text = await line().catch(() => undefined);
    if (stopped) return;
    if (text !== undefined) stderr.write(erase + text.slice(0, (stderr.columns ?? 80) - 1));
    timer = clock.after(INTERVAL, show);
  };
  timer = clock.after(INTERVAL, show);
  return {
    stop() {
      stopped = true;
      timer?.cancel();
      stderr.write(erase);
    },
  };
}
