import type { Schedule } from "./schedule.ts";

/**
 * For how many seconds a tick of EventBridge stands. A tick comes at most once a minute, so an interval that is no whole
 * number of minutes has one tick a minute for the runs of that minute. The sun keeps no calendar, so its ticks come
 * every 15 minutes and stand for a run within them: 900 seconds is also the longest that SQS delays a message.
 */
export function tickWindow(schedule: Schedule): 60 | 900 {
  return schedule.kind === "solar" ? 900 : 60;
}
