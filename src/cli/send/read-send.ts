import { LovageError } from "../../errors/index.ts";
import type { SendOptions } from "../../task/index.ts";
import { readDuration } from "../words/duration.ts";
import { readKeywordArguments } from "../words/keyword-arguments.ts";
import { readMoment } from "../words/moment.ts";
import { readTaskArguments } from "../words/task-arguments.ts";
import { readWait } from "../words/wait.ts";
import type { SendWords } from "./send-words.ts";

/** What `lovage send` is to do. */
export interface SendOrder {
  readonly task: string;
  readonly args: readonly unknown[];
  readonly options: SendOptions;
  /** How long to wait for the result, in milliseconds; undefined for not at all. */
  readonly wait: number | undefined;
}

/** Reads what was typed. Pure. @throws LovageError INVALID_USAGE */
export function readSend(words: SendWords): SendOrder {
  if (words.countdown !== undefined && words.eta !== undefined) {
    throw new LovageError("INVALID_USAGE", {
      problem: "--countdown and --eta say the same thing twice; give one of them.",
    });
  }
  const options: SendOptions = {};
  if (words.kwargs !== undefined) options.kwargs = readKeywordArguments(words.kwargs);
  if (words.queue !== undefined) options.queue = words.queue;
  if (words.countdown !== undefined) options.countdown = readDuration(words.countdown, "--countdown");
  if (words.eta !== undefined) options.eta = readMoment(words.eta, "--eta");
  if (words.expires !== undefined) options.expires = readExpires(words.expires);
  if (words.id !== undefined) options.taskId = words.id;
  if (words.group !== undefined) options.messageGroupId = words.group;
  return { task: words.task, args: readTaskArguments(words), options, wait: readWait(words.wait) };
}

function readExpires(word: string): number | Date {
  return word.includes("T") ? readMoment(word, "--expires") : readDuration(word, "--expires");
}
