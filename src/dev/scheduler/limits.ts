/** What Scheduler allows. Source: "Quotas for Amazon EventBridge Scheduler", and the API reference of CreateSchedule. */
export const limits = {
  groups: 500,
  /** Bytes of a target's Input: 256 KB. */
  inputBytes: 262_144,
  /** How long ago a StartDate may be, in milliseconds. */
  startDateAge: 5 * 60_000,
} as const;
