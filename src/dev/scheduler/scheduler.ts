import type { IncomingMessage } from "node:http";
import type { Logger } from "../../runtime/index.ts";
import type { TickCounts } from "../beat/index.ts";
import type { RequestHandler } from "../wire/index.ts";
import { actions } from "./actions/index.ts";
import { handleRestJson } from "./rest/index.ts";
import { Schedules, type SchedulesOptions } from "./schedules.ts";

/** What `scheduler` needs. */
export interface SchedulerOptions extends SchedulesOptions {
  /** Is told what went wrong on our side. @default nobody is */
  readonly logger?: Logger | undefined;
}

/** EventBridge Scheduler of the embedded cloud: schedules whose targets are queues. */
export interface Scheduler {
  /** Whether a request is for Scheduler: it has no X-Amz-Target, and one of Scheduler's paths. */
  owns(request: IncomingMessage): boolean;
  /** Answers its requests, in REST-JSON. */
  readonly handle: RequestHandler;
  /** Makes a group, where there is none of the name. */
  provideGroup(name: string): void;
  /** What became of the ticks since the start. */
  readonly counts: TickCounts;
  /** Lets go of its timer and its files. */
  close(): void;
}

/**
 * EventBridge Scheduler on a clock, delivering into a queue engine. Ticks are on time to the second, or anywhere within
 * a flexible time window. Recurring ticks that fall due while the machine sleeps or is off are left out; a one-time
 * schedule that did fires late, as soon as it can. Schedules outlive the process when there is a data folder.
 *
 * @throws LovageError DATA_FILE_DAMAGED
 */
export function scheduler(options: SchedulerOptions): Scheduler {
  const { ids, logger } = options;
  const schedules = new Schedules(options);
  return {
    owns({ headers, url = "" }) {
      return headers["x-amz-target"] === undefined && /^\/(schedules|schedule-groups|tags)(\/|\?|$)/.test(url);
    },
    handle: handleRestJson(actions, { schedules, ids, logger }),
    provideGroup(name) {
      if (!schedules.findGroup(name)) schedules.putGroup(schedules.newGroup(name));
    },
    get counts() {
      return schedules.counts;
    },
    close: () => schedules.close(),
  };
}
