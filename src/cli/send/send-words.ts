import type { WhereWords } from "../commands/where-options.ts";
import type { TypedArguments } from "../words/task-arguments.ts";

/** `lovage send`, as it was typed. */
export interface SendWords extends TypedArguments, WhereWords {
  readonly task: string;
  readonly kwargs?: string;
  readonly queue?: string;
  readonly countdown?: string;
  readonly eta?: string;
  readonly expires?: string;
  readonly id?: string;
  readonly group?: string;
  readonly wait?: string | true;
  readonly json?: boolean;
}
