import type { CloudFact } from "../../dev/index.ts";
import { peekMessage } from "../../message/index.ts";
import type { Logger } from "../../runtime/index.ts";
import { tickOf } from "./tick-of.ts";

type TickFact = Extract<CloudFact, { type: "tick" }>;

/** A line of the log without its level. */
interface Line {
  readonly fields: object;
  readonly message: string;
}

/**
 * Tells of the ticks of schedules, one line each: `tick heartbeat → demo.heartbeat`. Those that were missed, of which a
 * machine that slept has many at once, are a line for each schedule.
 */
export function tickTeller(logger: Logger, { forPeople }: { readonly forPeople: boolean }): (fact: TickFact) => void {
  let missed = new Map<string, TickFact[]>();

  const tellMissed = () => {
    const gone = missed;
    missed = new Map();
    for (const [name, facts] of gone) {
      const last = new Date(Math.max(...facts.map(({ scheduledAt }) => scheduledAt))).toISOString();
      logger.warn(
        { schedule: withoutPrefix(name), ticks: facts.length, last },
        "ticks were missed: this machine slept, or was stopped",
      );
    }
  };

  return (fact) => {
    const { outcome, problem } = fact;
    if (outcome === "missed") {
      // They all come at once, from within one call.
      if (missed.size === 0) queueMicrotask(tellMissed);
      const same = missed.get(fact.name) ?? [];
      missed.set(fact.name, same);
      return void same.push(fact);
    }
    const { fields, message } = headline(fact, forPeople);
    if (outcome === "delivered") return logger.info(fields, "id" in fields ? `${message} is sent` : message);
    const fate = outcome === "dead-lettered" ? "is with the dead letters" : "was dropped";
    return logger.warn({ ...fields, queue: queueOf(fact), reason: problem }, `${message} ${fate}`);
  };
}

/** Whose tick it is, as the app names it. The message says so; what others let EventBridge send has but a rule's name. */
function headline({ name, scheduledAt, body = "", target }: TickFact, forPeople: boolean): Line {
  const tick = tickOf(body);
  const { id, task } = peekMessage(body);
  // What has no tick is no schedule's run, but a task that was sent with a long countdown.
  if (id !== undefined && !tick) return { fields: { id, task }, message: "delayed task" };
  const schedule = tick?.schedule ?? withoutPrefix(name);
  if (forPeople) return { fields: {}, message: `tick ${schedule} → ${task ?? target}` };
  return { fields: { schedule, task, scheduledAt: new Date(scheduledAt).toISOString() }, message: "tick" };
}

/** The name of a rule of ours without the app's prefix: the schedule's name, or nearly so. */
function withoutPrefix(name: string): string {
  return name.replace(/^lovage-[^.]+\./, "");
}

/** The name of a queue in its ARN. */
function queueOf({ target }: TickFact): string {
  return target.slice(target.lastIndexOf(":") + 1);
}
