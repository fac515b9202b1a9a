import type { AlarmFacts, DeploymentFacts } from "../../aws/doctor/index.ts";
import { checkOf, type Finding } from "./finding.ts";

/** Something that an alarm should watch. */
interface Watched {
  readonly about: string;
  readonly metric: string;
  /** The name of the queue or of the function, as CloudWatch knows it. */
  readonly of: string;
  readonly what: string;
}

/** What there is to say of the alarms. Pure. */
export function alarmFindings({ alarms, queues, functions }: DeploymentFacts): Finding[] {
  const all = checkOf("alarms", "app");
  if (alarms.kind !== "seen") return [all.unseen(alarms)].flatMap((finding) => finding ?? []);
  const watched = [
    ...queues.flatMap(({ name, queue, deadLetters }): Watched[] => [
      ...(queue.kind === "seen"
        ? [
            {
              about: name,
              metric: "ApproximateAgeOfOldestMessage",
              of: lastOf(queue.value.arn),
              what: "messages that wait too long",
            },
          ]
        : []),
      ...(deadLetters.kind === "seen"
        ? [
            {
              about: name,
              metric: "ApproximateNumberOfMessagesVisible",
              of: lastOf(deadLetters.value.arn),
              what: "dead letters",
            },
          ]
        : []),
    ]),
    ...Object.values(functions).flatMap((seen): Watched[] =>
      seen.kind === "seen"
        ? [{ about: seen.value.name, metric: "Errors", of: seen.value.name, what: "invocations that die" }]
        : [],
    ),
  ];
  const found = watched.map(
    (one) => [one, alarms.value.filter(({ metric, of }) => metric === one.metric && of.includes(one.of))] as const,
  );
  const missing = found.filter(([, its]) => its.length === 0).map(([{ about, what }]) => `${what} (${about})`);
  const its = [...new Map(found.flatMap(([, alarms]) => alarms).map((alarm) => [alarm.name, alarm])).values()];
  return [
    missing.length > 0
      ? all.warn(`none watches ${missing.join(", ")}`, "shop.addAlarms({ topic }) in the stack")
      : all.ok(`${its.length} alarms watch the queues and the workers`),
    ...silentFinding(its),
    ...its
      .filter(({ state }) => state === "ALARM")
      .map(({ name }) => {
        return checkOf("alarms", name).warn("it is in alarm now", "see what it watches: lovage status, lovage top");
      }),
  ];
}

function silentFinding(alarms: readonly AlarmFacts[]): Finding[] {
  const silent = alarms.filter(({ acts }) => !acts);
  if (silent.length === 0) return [];
  const says = `${silent.length} of ${alarms.length} tell nobody when they go off`;
  return [checkOf("alarms", "app").warn(says, "give addAlarms a topic, or alarmActions")];
}

function lastOf(arn: string): string {
  return arn.split(":").at(-1) ?? arn;
}
