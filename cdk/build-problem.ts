import type { BuildFailure, Message } from "esbuild";

/** What esbuild found wrong, with the places in the source. */
export function buildProblem(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const messages: readonly Message[] = "errors" in cause ? (cause as BuildFailure).errors : [];
  if (messages.length === 0) return cause.message;
  return messages
    .slice(0, 5)
    .map(({ location, text }) => (location ? `${location.file}:${location.line}:${location.column}: ${text}` : text))
    .join("; ");
}
