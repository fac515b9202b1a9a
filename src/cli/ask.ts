import { createInterface, type ReadLineOptions } from "node:readline/promises";

/**
 * Asks who sits at the terminal. Answers with what was typed; undefined after Ctrl-C, or where the input ends.
 *
 * @param terminal - @default this process's own
 */
export async function ask(
  question: string,
  terminal: ReadLineOptions = { input: process.stdin, output: process.stderr },
): Promise<string | undefined> {
  const lines = createInterface(terminal);
  const left = new AbortController();
  lines.once("SIGINT", () => left.abort()).once("close", () => left.abort());
  try {
    return await lines.question(question, { signal: left.signal });
  } catch {
    terminal.output?.write("\n");
    return undefined;
  } finally {
    lines.close();
  }
}
