import type { Seen } from "../../aws/doctor/index.ts";

/** What a check came to: it is well, it could be better, it is broken, or it could not be looked at. */
export type Level = "ok" | "warn" | "fail" | "unknown";

/** What one check of `lovage doctor` came to, as `--json` prints it. */
export interface Finding {
  /** The check's short name: the same in every version. */
  readonly check: string;
  readonly level: Level;
  /** What was looked at: a queue, a function, the table. */
  readonly about: string;
  /** What was found, in a sentence. */
  readonly says: string;
  /** What to do; absent where nothing is. */
  readonly fix?: string;
}

/** A check of one thing: makes findings that need not say again what of. */
export function checkOf(check: string, about: string) {
  return {
    ok: (says: string): Finding => ({ check, level: "ok", about, says }),
    warn: (says: string, fix: string): Finding => ({ check, level: "warn", about, says, fix }),
    fail: (says: string, fix: string): Finding => ({ check, level: "fail", about, says, fix }),
    /** For what could not be looked at; undefined where it could, or is not there. */
    unseen: (seen: Seen<unknown>): Finding | undefined => {
      switch (seen.kind) {
        case "forbidden":
          return { check, level: "unknown", about, says: `not allowed to look: ${seen.problem}` };
        case "unplayed":
          return { check, level: "unknown", about, says: "not played here: this endpoint has no such thing" };
        case "seen":
        case "absent":
          return undefined;
      }
    },
  };
}
