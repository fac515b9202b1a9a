import { styleText } from "node:util";
import type { Environment } from "../settings/index.ts";
import { optionWords } from "./option-words.ts";
import type { Output } from "./shell.ts";

/** Colours a text, or leaves it as it is. */
export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Leaves every text as it is. */
export const plain: Paint = (_format, text) => text;

/**
 * How to colour what goes to a stream: not with `--no-color` or NO_COLOR (https://no-color.org), always with FORCE_COLOR,
 * else where a person looks at it.
 */
export function paintFor(output: Output, argv: readonly string[], env: Environment): Paint {
  if (optionWords(argv).includes("--no-color") || env.NO_COLOR || env.FORCE_COLOR === "0") return plain;
  if (!env.FORCE_COLOR && !output.isTTY) return plain;
  return (format, text) => styleText(format, text, { validateStream: false });
}
