import type { DeploymentFacts } from "../../aws/doctor/index.ts";
import { countOf } from "../count-of.ts";
import { checkOf, type Finding } from "./finding.ts";

/** A schedule, as far as a check needs it. */
export interface ScheduleFacts {
  readonly name: string;
  readonly enabled: boolean;
  readonly complete: boolean;
  /** The queue that it ticks on, if it is not the task's own. */
  readonly queue?: string | undefined;
}

/** What there is to say of schedules, and of what lets them tick. @param problem - why they could not be listed. Pure. */
export function beatFindings(
  { beatRole, scheduleGroup, undelivered }: DeploymentFacts,
  schedules: readonly ScheduleFacts[],
  queues: readonly string[],
  problem?: string,
): Finding[] {
  const role = checkOf("beat-role", "beat");
  const roleFinding = beatRole
    ? role.ok(`Scheduler sends with ${beatRole}`)
    : role.warn(
        "no role is known, so schedules with a time zone, a start, an end or a single run, and long delays of FIFO queues, are refused",
        "say --stack, or deploy the app with the construct, which makes one",
      );
  return [
    roleFinding,
    ...groupFindings(scheduleGroup),
    ...scheduleFindings(schedules, queues, problem),
    ...undeliveredFindings(undelivered),
  ];
}

function groupFindings({ name, is }: DeploymentFacts["scheduleGroup"]): Finding[] {
  const check = checkOf("schedule-group", name);
  if (is.kind === "absent")
    return [check.fail("Scheduler has no such group", "deploy it (the construct does), or leave scheduleGroup out")];
  return [check.unseen(is) ?? check.ok("it is there")];
}

function scheduleFindings(schedules: readonly ScheduleFacts[], queues: readonly string[], problem?: string): Finding[] {
  const check = checkOf("schedules", "beat");
  if (problem !== undefined) return [{ check: "schedules", level: "unknown", about: "beat", says: problem }];
  const torn = schedules.filter(({ complete }) => !complete);
  const astray = schedules.filter(({ queue }) => queue !== undefined && !queues.includes(queue));
  const on = schedules.filter(({ enabled }) => enabled).length;
  return [
    ...torn.map(({ name }) =>
      checkOf("schedules", name).fail("a part of it is missing, so it does not fire", "put it again, or deploy again"),
    ),
    ...astray.map(({ name, queue }) =>
      checkOf("schedules", name).warn(
        `it ticks on the queue "${queue}", which is none of the app's`,
        "put it with another queue, or deploy that one",
      ),
    ),
    ...(torn.length + astray.length === 0
      ? [check.ok(`${countOf(schedules.length, "schedule")}, ${on} of them enabled, and all complete`)]
      : []),
  ];
}

function undeliveredFindings(undelivered: DeploymentFacts["undelivered"]): Finding[] {
  const check = checkOf("undelivered-ticks", "beat");
  if (!undelivered) return [];
  if (undelivered.kind === "absent") {
    return [check.fail("the queue for ticks that could not be delivered is not there", "deploy the stack again")];
  }
  if (undelivered.kind !== "seen") return [check.unseen(undelivered)].flatMap((finding) => finding ?? []);
  const { visible } = undelivered.value;
  if (visible === 0) return [check.ok("there are none")];
  return [
    check.warn(
      `${countOf(visible, "tick")} could not be delivered, and the runs have not been`,
      "lovage dead-letters list --reason UNDELIVERED",
    ),
  ];
}
