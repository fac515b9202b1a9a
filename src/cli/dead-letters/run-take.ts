import { LovageError } from "../../errors/index.ts";
import type { LetterFilter, Taken, WhichLetters } from "../../letters/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { checkSomebodyThere, confirm } from "../confirm.ts";
import { countOf } from "../count-of.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { type Paint, paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { viewLetter } from "./letter-view.ts";
import { type FilterWords, readFilter } from "./read-filter.ts";
import { readRate } from "./read-rate.ts";
import { letterLines } from "./render-letters.ts";

/** `lovage dead-letters redrive` and `discard`, as they were typed. */
export interface TakeWords extends WhereWords, FilterWords {
  readonly ids: readonly string[];
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly rate?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Sends dead letters back, or deletes them when who typed it agrees. */
export async function runTake(shell: Shell, act: "redrive" | "discard", words: TakeWords): Promise<ExitCode> {
  const which = readWhich(act, words);
  const rate = words.rate === undefined ? undefined : readRate(words.rate);
  const { dryRun = false, json } = words;
  const mustAsk = act === "discard" && !dryRun && !words.yes && words.ids.length === 0;
  if (mustAsk) checkSomebodyThere(shell, json, "discard deletes letters");
  const app = await openApp(words, shell);
  if (mustAsk) {
    const { taken } = await app.deadLetters.discard(which, { dryRun: true });
    const question = `Delete ${countOf(taken.length, "dead letter")} of the app "${app.name}", for good?`;
    const left = taken.length === 0 ? undefined : await confirm(shell, question, "nothing was discarded");
    if (left !== undefined) return left;
  }
  const result =
    act === "redrive"
      ? await app.deadLetters.redrive(which, { dryRun, ...(rate !== undefined && { rate }) })
      : await app.deadLetters.discard(which, { dryRun });
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  shell.stdout.write(json ? document(app.name, act, dryRun, result) : renderTaken(act, dryRun, result, paint));
  return result.failed.length + result.missing.length > 0 ? exitCodes.failed : exitCodes.success;
}

function readWhich(act: string, { ids, all, ...words }: TakeWords): WhichLetters {
  const filter: LetterFilter = readFilter(words);
  const said = [ids.length > 0, all === true, Object.keys(filter).length > 0].filter(Boolean).length;
  if (said === 1) return all ? "all" : ids.length > 0 ? ids : filter;
  const problem =
    said === 0
      ? `Which dead letters? Give ${act} their ids, or --task, --queue, --reason or --since, or --all.`
      : "Say which dead letters by ids, by what they have in common, or by --all: by one of the three.";
  throw new LovageError("INVALID_USAGE", { problem });
}

const participles = { redrive: "redriven", discard: "discarded" } as const;

function document(
  app: string,
  act: keyof typeof participles,
  dryRun: boolean,
  { taken, failed, missing }: Taken,
): string {
  const problems = failed.map(({ letter, problem }) => ({ ...viewLetter(letter), problem }));
  const said = { app, dryRun, [participles[act]]: taken.map(viewLetter), failed: problems, missing };
  return `${JSON.stringify(said)}\n`;
}

function renderTaken(act: keyof typeof participles, dryRun: boolean, result: Taken, paint: Paint): string {
  const { taken, failed, missing } = result;
  const done = `${countOf(taken.length, "dead letter")} ${dryRun ? "would be " : ""}${participles[act]}`;
  return [
    done,
    ...(taken.length > 0 && dryRun ? ["", ...letterLines(taken.map(viewLetter), paint)] : []),
    ...failed.map(({ letter, problem }) => `not ${participles[act]}: ${letter.id ?? letter.messageId}: ${problem}`),
    ...missing.map((id) => `not found: ${id}`),
  ]
    .join("\n")
    .concat("\n");
}
