import type { WhereWords } from "../commands/where-options.ts";
import type { TypedArguments } from "../words/task-arguments.ts";

/** `lovage schedules put`, as it was typed. */
export interface PutWords extends TypedArguments, WhereWords {
  readonly schedule: string;
  readonly task: string;
  readonly crontab?: string;
  readonly every?: string;
  readonly at?: string;
  readonly cron?: string;
  readonly solar?: string;
  readonly timezone?: string;
  readonly startAt?: string;
  readonly endAt?: string;
  readonly once?: boolean;
  readonly disabled?: boolean;
  readonly kwargs?: string;
  readonly queue?: string;
  readonly countdown?: string;
  readonly expires?: string;
  readonly overlap?: "allow" | "skip" | "replace";
  readonly timeLimit?: string;
  readonly group?: string;
  readonly json?: boolean;
}
