import { readDuration } from "./duration.ts";

/** Whether to wait, and how long, in milliseconds (Infinity for ever), from `--wait [timeout]`. */
export function readWait(word: string | true | undefined): number | undefined {
  if (word === undefined) return undefined;
  // `send --wait add 4 4` makes "add" the timeout; the error must not leave anyone puzzled.
  const option = "The timeout of --wait (put --wait last, or write --wait=10s)";
  return word === true ? Number.POSITIVE_INFINITY : readDuration(word, option);
}
