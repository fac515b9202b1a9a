/** One firing of a rule or of a schedule, in milliseconds since 1970. */
export interface Tick {
  /** The time that its expression gives it, which it carries wherever it goes. */
  readonly scheduledAt: number;
  /** When it is sent: later than `scheduledAt` within a flexible time window, else the same. */
  readonly dueAt: number;
}
