import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { renderRevocation } from "./render-revocation.ts";

/** `lovage revoke`, as it was typed. */
export interface RevokeWords extends WhereWords {
  readonly ids: readonly string[];
  readonly terminate?: boolean;
  readonly reason?: string;
  readonly json?: boolean;
}

/** Revokes tasks, and prints what became of each. */
export async function runRevoke(shell: Shell, words: RevokeWords): Promise<ExitCode> {
  const { ids, terminate = false, reason, json } = words;
  const app = await openApp(words, shell);
  const revocations = await app.revoke([...new Set(ids)], { terminate, ...(reason !== undefined && { reason }) });
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  const lines = revocations.map((revocation) => `${renderRevocation(revocation, paint)}\n`);
  shell.stdout.write(json ? `${JSON.stringify({ tasks: revocations })}\n` : lines.join(""));
  return revocations.some(({ outcome }) => outcome === "finished") ? exitCodes.failed : exitCodes.success;
}
