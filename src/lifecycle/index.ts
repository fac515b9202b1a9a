// The door of the room: the states of a task, its record, and the journal's lines.
export { JOURNAL_RETENTION, type JournalEntry, type JournalLine } from "./journal.ts";
export { CUT_MARK, isWhole, keptText } from "./kept-text.ts";
export { checkPayload, LARGEST_PAYLOAD, type Payload, payloadBytes } from "./record-limit.ts";
export { type FinalState, finalStates, isFinal, type State, states } from "./state.ts";
export {
  type FailureRecord,
  type FinalRecord,
  type IgnoredRecord,
  isExpired,
  isFinalRecord,
  isLost,
  lostAttempts,
  type Progress,
  type RecordBase,
  type RetryRecord,
  type RevokedRecord,
  type StartedRecord,
  type StoredPayload,
  type SuccessRecord,
  type TaskRecord,
} from "./task-record.ts";
export { unfinishedExpiry } from "./unfinished-expiry.ts";
