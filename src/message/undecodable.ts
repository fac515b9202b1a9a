import { LovageError } from "../errors/index.ts";

/** The error of a message that cannot be read. `problem` never quotes the message's data, which may be private. */
export function undecodable(problem: string, cause?: unknown): LovageError<"UNDECODABLE_MESSAGE"> {
  return new LovageError("UNDECODABLE_MESSAGE", { problem }, cause === undefined ? undefined : { cause });
}
