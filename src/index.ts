// The door ".": what an application imports to define and to send tasks. It opens no client and reads no environment, and
// AWS's clients are behind an import() that the first send makes; keep it so, for web servers pay for it at their start.
export {
  type AnyTask,
  App,
  type AppBeat,
  createApp,
  createProducer,
  type Revoke,
  type ScheduledTaskOptions,
  type ScheduleTask,
  Signature,
  sharedTask,
  type Task,
  type TaskSender,
  type TasksOf,
  type TypedProducer,
} from "./app/index.ts";
export type { ListedSchedule, Overlap, PastRun, ScheduledOptions, ScheduleEntry, SyncReport } from "./beat/index.ts";
export { type ErrorCode, LovageError } from "./errors/index.ts";
export type { Middleware } from "./execution/index.ts";
export type {
  DeadLetters,
  Letter,
  LetterFilter,
  LetterReason,
  RedriveOptions,
  Taken,
  TakeOptions,
  WhichLetters,
} from "./letters/index.ts";
export type { State, TaskRecord } from "./lifecycle/index.ts";
export { Decimal, LocalDate, LocalTime, Uuid } from "./message/index.ts";
export {
  AsyncResult,
  type GetOptions,
  type KeptArguments,
  type Revocation,
  type RevokeOptions,
  type RevokeOutcome,
} from "./results/index.ts";
export {
  type ErrorMatcher,
  Ignore,
  Reject,
  Retry,
  RetryAfter,
  type RetryOptions,
  type RetryTiming,
} from "./retry/index.ts";
export type { Logger, LogLevel } from "./runtime/index.ts";
export {
  at,
  cron,
  crontab,
  describe as describeSchedule,
  every,
  nextRuns,
  type Schedule,
  scheduleFrom,
  scheduleWarnings,
  solar,
} from "./schedule/index.ts";
export type { AppOptions, Duration, QueueOptions, Settings, Track } from "./settings/index.ts";
export type {
  ArgumentsSchema,
  CollapseOptions,
  Debounce,
  Key,
  SendOptions,
  SensitiveOption,
  SensitiveParts,
  Singleton,
  TaskContext,
  TaskLog,
  TaskOptions,
  Throttle,
} from "./task/index.ts";
