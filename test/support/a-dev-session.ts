import { onTestFinished } from "vitest";
import { runDev } from "../../src/cli/dev/run-dev.ts";
import { Terminal } from "./terminal.ts";

/** Runs `lovage dev tasks.ts --port 0 …` in a folder, and ends it with the test. Answers when it has told its address. */
export async function aDevSession(folder: string, words: object = {}) {
  const terminal = new Terminal();
  const code = runDev(terminal, { files: ["tasks.ts"], port: "0", ...words }, folder);
  onTestFinished(async () => {
    terminal.press("SIGINT");
    await code;
  });
  const [endpoint] = await Promise.race([terminal.shows(/http:\/\/127\.0\.0\.1:\d+/), code.then(() => [""] as const)]);
  return { terminal, code, endpoint };
}
