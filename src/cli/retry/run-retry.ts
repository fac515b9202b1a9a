import type { App } from "../../app/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { type Retried, renderRetried } from "./render-retried.ts";

/** `lovage retry`, as it was typed. */
export interface RetryWords extends WhereWords {
  readonly ids: readonly string[];
  readonly json?: boolean;
}

/** Sends the dead letters of failed tasks back to their queues, and prints what became of each. */
export async function runRetry(shell: Shell, words: RetryWords): Promise<ExitCode> {
  const ids = [...new Set(words.ids)];
  const app = await openApp(words, shell);
  const { taken, failed } = await app.deadLetters.redrive(ids);
  const queues = new Map(
    taken.flatMap(({ id, messageId, queue }) => [[id ?? messageId, queue] as const, [messageId, queue] as const]),
  );
  const problems = new Map(
    failed.flatMap(({ letter, problem }) => [
      [letter.id ?? letter.messageId, problem] as const,
      [letter.messageId, problem] as const,
    ]),
  );
  const tasks = await Promise.all(
    ids.map(async (id): Promise<Retried> => {
      const queue = queues.get(id);
      if (queue !== undefined) return { id, outcome: "retried", queue };
      const problem = problems.get(id);
      return problem === undefined ? withoutLetter(id, app) : { id, outcome: "refused", problem };
    }),
  );
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  const lines = tasks.map((task) => `${renderRetried(task, paint)}\n`);
  shell.stdout.write(words.json ? `${JSON.stringify({ tasks })}\n` : lines.join(""));
  return tasks.every(({ outcome }) => outcome === "retried") ? exitCodes.success : exitCodes.failed;
}

async function withoutLetter(id: string, app: App): Promise<Retried> {
  return { id, outcome: "no letter", state: await app.result(id).state() };
}
