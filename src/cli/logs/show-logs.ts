import type { LogEvent } from "../../aws/logs/index.ts";
import { sleep } from "../../runtime/index.ts";
import type { Shell } from "../shell.ts";
import { mergeByTime } from "./merge-by-time.ts";

/** How often a log that is followed is looked at, and how late a line may come to be read, in milliseconds. */
const EVERY = 2_000;
const LATE = 30_000;

/** A log that is to be shown: what it has from a time on, in the order of time. */
export type LogSource = (from: number) => AsyncIterable<LogEvent>;

/** Shows what logs have since a time and, where they are followed, what comes, until a signal. */
export async function showLogs(
  shell: Shell,
  sources: readonly LogSource[],
  from: number,
  follow: boolean,
  show: (event: LogEvent) => string,
): Promise<void> {
  const ended = new AbortController();
  const unlisten = follow ? shell.onSignal(() => ended.abort()) : () => {};
  const shown = new Map<string, number>();
  let since = from;
  try {
    do {
      for await (const event of mergeByTime(sources.map((source) => source(since)))) {
        if (ended.signal.aborted) return;
        if (shown.has(event.id)) continue;
        shown.set(event.id, event.at);
        shell.stdout.write(`${show(event)}\n`);
      }
      // CloudWatch takes a while to show a line, and lines of other streams may be shown before it.
      since = Math.max(since, shell.clock.now() - LATE);
      for (const [id, at] of shown) if (at < since) shown.delete(id);
      if (follow) await sleep(shell.clock, EVERY, ended.signal).catch(() => {});
    } while (follow && !ended.signal.aborted);
  } finally {
    unlisten();
  }
}
