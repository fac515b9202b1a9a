import { createInterface } from "node:readline/promises";

/** Asks who sits at the terminal. Answers with what was typed; undefined after Ctrl-C, or where the input ends. */
export async function ask(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  lines.once("SIGINT", () => left.abort()).once("close", () => left.abort());
  try {
    return await lines.question(question, { signal: left.signal });
  } catch {
    process.stderr.write("\n");
    return undefined;
  } finally {
    lines.close();
  }
}
