import { fileURLToPath } from "node:url";

/**
 * The doors of this very package by their specifiers, so that a user's modules and the program that runs them share one
 * copy of Lovage, whatever the folder they lie in can resolve.
 */
export function ownDoors(): Readonly<Record<string, string>> {
  return {
    lovage: here("../../index"),
    "lovage/worker": here("../../worker"),
    "lovage/testing": here("../../testing"),
  };
}

/** A module of ours by its path without an ending: TypeScript in a checkout, JavaScript in the package. */
export function here(path: string): string {
  return fileURLToPath(new URL(path + (import.meta.url.endsWith(".ts") ? ".ts" : ".js"), import.meta.url));
}
