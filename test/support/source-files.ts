import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A source file: where it is, what it says, and the files of ours that it imports, all relative to the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

/** All TypeScript files below a folder of the root. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => sourceFile(relative(root, join(entry.parentPath, entry.name))))
    .sort((a, b) => a.path.localeCompare(b.path));
}

function sourceFile(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] as string);
  const isOurs = (specifier: string) => specifier.startsWith(".");
  const within = (specifier: string) => relative(root, resolve(root, dirname(path), specifier));
  return {
    path,
    text,
    imports: specifiers.filter(isOurs).map(within),
    packages: specifiers.filter((specifier) => !isOurs(specifier)),
  };
}
