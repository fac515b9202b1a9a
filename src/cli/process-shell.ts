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
    ask: process.stdin.isTTY && process.stderr.isTTY ? (question) => ask(question) : undefined,
  };
}

function onInputEnd(listener: () => void): void {
  // It ends only where somebody reads. It must not keep the process alive that it is to end.
  process.stdin.once("end", listener).once("error", listener).resume();
  if ("unref" in process.stdin) process.stdin.unref();
}

function onSignal(listener: (signal: EndSignal) => void): () => void {
  process.on("SIGINT", listener).on("SIGTERM", listener);
  return () => process.off("SIGINT", listener).off("SIGTERM", listener);
}
