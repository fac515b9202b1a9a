import type { QueueDepth } from "../../ports/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { checkSomebodyThere, confirm } from "../confirm.ts";
import { countOf } from "../count-of.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { total } from "../queues/queue-row.ts";
import type { Shell } from "../shell.ts";

/** `lovage purge`, as it was typed. */
export interface PurgeWords extends WhereWords {
  readonly queue: string;
  readonly deadLetters?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Deletes all messages of a queue, or of the dead-letter queue beside it, when who typed it agrees. */
export async function runPurge(shell: Shell, words: PurgeWords): Promise<ExitCode> {
  const { queue, yes, json } = words;
  const kind = words.deadLetters ? "deadLetters" : "queue";
  if (!yes) checkSomebodyThere(shell, json, "purge deletes messages");
  const app = await openApp(words, shell);
  const { broker } = await app.worker();
  const depth = await broker.depth(queue, kind);
  if (!yes) {
    const left = await confirm(shell, renderQuestion(app.name, queue, kind, depth), "nothing was deleted");
    if (left !== undefined) return left;
  }
  await broker.purge(queue, kind);
  const purged = total(depth);
  const document = { app: app.name, queue, deadLetters: kind === "deadLetters", purged };
  shell.stdout.write(
    json ? `${JSON.stringify(document)}\n` : `purged ${renderName(queue, kind)}: about ${countOf(purged, "message")}\n`,
  );
  return exitCodes.success;
}

/** What is asked before messages are deleted. Pure. */
function renderQuestion(app: string, queue: string, kind: "queue" | "deadLetters", depth: QueueDepth): string {
  const { visible, inFlight, delayed } = depth;
  const counts = `${visible} visible, ${inFlight} in flight, ${delayed} delayed`;
  return `Delete all messages of ${renderName(queue, kind)} of the app "${app}" (${counts}), for good?`;
}

function renderName(queue: string, kind: "queue" | "deadLetters"): string {
  return kind === "queue" ? `the queue "${queue}"` : `the dead letters of "${queue}"`;
}
