import type { TickCounts, TickServiceOptions } from "../beat/index.ts";
import type { Service } from "../wire/index.ts";
import { actions } from "./actions/index.ts";
import { Rules } from "./rules.ts";

/** EventBridge of the embedded cloud: scheduled rules of the default bus, whose targets are queues. */
export interface EventBridge {
  /** Its AWS JSON protocol, for `handleAwsJson`. */
  readonly service: Service;
  /** What became of the ticks since the start. A tick of a rule with two targets counts twice. */
  readonly counts: TickCounts;
  /** Lets go of its timer and its file. */
  close(): void;
}

/**
 * EventBridge on a clock, delivering into a queue engine. A cron fires on its minute, a rate each interval from the
 * rule's creation on; every tick is on time, but for those that fall due while the machine sleeps or is off, which are
 * left out. Rules outlive the process when there is a data folder.
 *
 * @throws LovageError DATA_FILE_DAMAGED
 */
export function eventBridge(options: TickServiceOptions): EventBridge {
  const rules = new Rules(options);
  return {
    service: {
      target: "AWSEvents",
      jsonVersion: "1.1",
      operations: Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, action(rules)])),
    },
    get counts() {
      return rules.counts;
    },
    close: () => rules.close(),
  };
}
