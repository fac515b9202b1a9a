import type { HistoryRow } from "../history/read-history.ts";
import type { Paint } from "../paint.ts";
import { type Cell, tableLines } from "../render-table.ts";
import { colourOfState } from "../result/colour-of-state.ts";

/** A task above another one, as `--json` prints it. */
export interface Relative {
  readonly id: string;
  /** Null where its record is gone. */
  readonly task: string | null;
  readonly state: string;
}

/** What there is to show of a task besides how it went. */
export interface Life {
  readonly groupId?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly attempts: readonly HistoryRow[];
  readonly above: readonly Relative[];
}

/** The life of a task, below how it went. Pure. */
export function renderLife({ groupId, expiresAt, attempts, above }: Life, paint: Paint): string {
  const facts = [
    ...(groupId === undefined ? [] : [`group     ${groupId}`]),
    ...(expiresAt === undefined ? [] : [`kept      until ${expiresAt}`]),
  ];
  const lines = [...facts, ...attemptLines(attempts, paint), ...aboveLines(above, paint)];
  return lines.map((line) => `${line}\n`).join("");
}

function attemptLines(attempts: readonly HistoryRow[], paint: Paint): string[] {
  const [first] = attempts;
  if (!first) return [];
  const began = Date.parse(first.startedAt);
  const rows = attempts.map(({ attempt, state, startedAt, took, worker }): Cell[] => {
    const after = Date.parse(startedAt) - began;
    return [`${attempt}`, [colourOfState(state), state], startedAt, `+${seconds(after)}`, `${took} ms`, worker];
  });
  return ["", ...tableLines(["ATTEMPT", "STATE", "STARTED", "AFTER", "TOOK", "WORKER"], rows, paint)];
}

function aboveLines(above: readonly Relative[], paint: Paint): string[] {
  if (above.length === 0) return [];
  const rows = above.map(({ id, task, state }): Cell[] => [task ?? "unknown", [colourOfState(state), state], id]);
  return ["", ...tableLines(["SENT BY", "STATE", "ID"], rows, paint)];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
