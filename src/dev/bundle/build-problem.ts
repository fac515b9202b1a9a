import { formatMessages, type Message } from "esbuild";

/** What is wrong with the sources, as one text with the lines it is about. */
export async function buildProblem(errors: readonly Message[]): Promise<string> {
  // Its notes are about options of esbuild, which nobody here gives.
  const plain = errors.map((error) => ({ ...error, notes: [], pluginName: "" }));
  const texts = await formatMessages(plain, { kind: "error", color: false, terminalWidth: 100 });
  return texts.map((text) => text.trim().replace(/^\S+ \[ERROR\] /, "")).join("\n\n");
}
