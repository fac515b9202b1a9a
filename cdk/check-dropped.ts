import type { Message } from "esbuild";
import { LovageError } from "../src/errors/index.ts";

/**
 * Refuses a bundle from which a module of the project's own was dropped that is imported for what it does: one that registers
 * tasks, or declares schedules. That is what `"sideEffects": false` in a package.json asks for, and nobody would miss it
 * before its messages are unknown tasks.
 *
 * @throws LovageError MODULE_NOT_LOADED
 */
export function checkDropped(entry: string, warnings: readonly Message[]): void {
  const dropped = warnings.find(({ id, text }) => id === "ignored-bare-import" && !text.includes("node_modules/"));
  if (!dropped) return;
  const { file, line } = dropped.location ?? { file: entry, line: 1 };
  const fix =
    'List the files that do something when they are imported in the package.json: "sideEffects": ["./src/**"]';
  throw new LovageError("MODULE_NOT_LOADED", { file: entry, problem: `${file}:${line}: ${dropped.text}. ${fix}.` });
}
