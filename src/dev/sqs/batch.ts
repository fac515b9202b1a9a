import type { AwsFault } from "../wire/index.ts";
import { faultOfRefusal, queryCodeOf, sqsFault } from "./sqs-fault.ts";

const MOST = 10;

/** What the API answers to a batch: entry by entry, under the ids that the client gave them. */
export interface BatchOutput {
  readonly Successful: readonly object[];
  /** Left out when there are none. */
  readonly Failed: readonly object[] | undefined;
}

/** Refuses a batch whose entries are none, too many, or not to be told apart. */
export function checkEntries(action: string, entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0) {
    throw sqsFault("EmptyBatchRequest", `There should be at least one ${action}RequestEntry in the request.`);
  }
  if (entries.length > MOST) {
    const message = `Maximum number of entries per request are ${MOST}. You have sent ${entries.length}.`;
    throw sqsFault("TooManyEntriesInBatchRequest", message);
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) {
      throw sqsFault(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    }
    if (seen.has(Id)) throw sqsFault("BatchEntryIdsNotDistinct", `Id ${Id} repeated.`);
    seen.add(Id);
  }
}

/** Sorts what became of each entry: an answer, or the error that the engine refused it with. */
export function batchOutput<E extends { readonly Id: string }>(
  entries: readonly E[],
  outcome: (entry: E, index: number) => object | Error,
): BatchOutput {
  const successful: object[] = [];
  const failed: object[] = [];
  entries.forEach((entry, index) => {
    const became = outcome(entry, index);
    if (became instanceof Error) failed.push(failure(entry.Id, became));
    else successful.push({ Id: entry.Id, ...became });
  });
  return { Successful: successful, Failed: failed.length === 0 ? undefined : failed };
}

/** Runs something for each entry; what the engine refuses fails that entry alone. */
export function eachEntry<E extends { readonly Id: string }>(
  entries: readonly E[],
  run: (entry: E) => void,
): BatchOutput {
  return batchOutput(entries, (entry) => {
    try {
      run(entry);
      return {};
    } catch (error) {
      if (faultOfRefusal(error)) return error as Error;
      throw error;
    }
  });
}

function failure(id: string, error: Error): object {
  const fault: AwsFault | undefined = faultOfRefusal(error);
  if (!fault) throw error;
  return { Id: id, SenderFault: true, Code: fault.queryCode ?? queryCodeOf(fault.type), Message: fault.message };
}
