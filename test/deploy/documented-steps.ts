import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../support/source-files.ts";

/** Something that a page tells its reader to do: run commands in a shell, or write a file. */
export type DocumentedStep =
  | { readonly kind: "run"; readonly commands: string }
  | { readonly kind: "write"; readonly file: string; readonly text: string };

/**
 * The code blocks of a section of a page, in their order. A `sh` block is run. A file is named by a comment in its first
 * line, or, where its language has none, by the last name in backticks before it.
 */
export async function documentedSteps(page: string, heading: string): Promise<DocumentedStep[]> {
  const text = await readFile(join(root, page), "utf8");
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (!section) throw new Error(`${page} has no section "${heading}"`);
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", code = ""], index, blocks) => {
    if (language === "sh") return { kind: "run", commands: code };
    const before = section.slice(0, blocks[index]?.index);
    const file = /^\/\/ (\S+)\n/.exec(code)?.[1] ?? [...before.matchAll(/`([\w./-]+\.\w+)`/g)].at(-1)?.[1];
    if (!file) throw new Error(`${page}: nothing says which file this is:\n${code}`);
    return { kind: "write", file, text: code };
  });
}
