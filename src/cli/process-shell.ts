import { systemClock } from "../runtime/index.ts";
import { ask } from "./ask.ts";
import type { EndSignal, Shell } from "./shell.ts";

/** The shell of this process. */
export function processShell(): Shell {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    onSignal,
    onInputEnd,
    onKey: process.stdin.isTTY ? onKey : undefined,
    ask: process.stdin.isTTY && process.stderr.isTTY ? (question) => ask(question) : undefined,
  };
}

function onInputEnd(listener: () => void): void {
  // It ends only where somebody reads. It must not keep the process alive that it is to end.
  process.stdin.once("end", listener).once("error", listener).resume();
  if ("unref" in process.stdin) process.stdin.unref();
}

function onKey(listener: (key: string) => void): () => void {
  const heard = (bytes: Buffer) => listener(bytes.toString());
  // Raw: a key counts at once, without Enter, and does not show.
  process.stdin.setRawMode(true).on("data", heard).resume();
  return () => void process.stdin.off("data", heard).setRawMode(false).pause();
}

function onSignal(listener: (signal: EndSignal) => void): () => void {
  process.on("SIGINT", listener).on("SIGTERM", listener);
  return () => process.off("SIGINT", listener).off("SIGTERM", listener);
}
