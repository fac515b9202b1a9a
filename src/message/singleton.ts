import type { Fields } from "./fields.ts";
import { undecodable } from "./undecodable.ts";

/** What a message says, in the header `lovage_singleton`, of tasks that run one at a time. */
export interface Singleton {
  /** What those have in common that run one at a time; within the task's name. */
  readonly key: string;
  /** Whether it is left out while another one is not over, or takes its place. */
  readonly mode: "skip" | "replace";
}

/** A longer key fits no key of a store. */
const LONGEST_KEY = 256;

/** Reads the header `lovage_singleton`. @throws LovageError UNDECODABLE_MESSAGE */
export function readSingleton({ key, mode }: Fields): Singleton {
  // To run it beside others would be what its sender has forbidden.
  if (typeof key !== "string" || key.length > LONGEST_KEY || (mode !== "skip" && mode !== "replace")) {
    throw undecodable(
      "its lovage_singleton has no key of up to 256 characters, or a mode that is neither skip nor replace",
    );
  }
  return { key, mode };
}
