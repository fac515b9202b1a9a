import type { DeploymentFacts } from "../../aws/doctor/index.ts";
import { alarmFindings } from "./alarm-findings.ts";
import { beatFindings, type ScheduleFacts } from "./beat-findings.ts";
import type { Finding } from "./finding.ts";
import { functionFindings } from "./function-findings.ts";
import { mappingFindings } from "./mapping-findings.ts";
import { queueFindings } from "./queue-findings.ts";
import { tableFindings } from "./table-findings.ts";

/** What is known besides what AWS was asked for. */
export interface Known {
  /** The table's name, as the settings have it. */
  readonly table: string;
  readonly schedules: readonly ScheduleFacts[];
  /** Why the schedules could not be listed. */
  readonly schedulesProblem?: string | undefined;
}

/** What there is to say of a deployment: the queues and who takes from them, the functions, the table, the beat, the alarms. Pure. */
export function planFindings(facts: DeploymentFacts, { table, schedules, schedulesProblem }: Known): Finding[] {
  const names = facts.queues.map(({ name }) => name);
  return [
    ...facts.queues.flatMap((queue) => [...queueFindings(queue), ...mappingFindings(queue, facts.functions)]),
    ...Object.entries(facts.functions).flatMap(([arn, seen]) => functionFindings(arn, seen)),
    ...tableFindings(table, facts.table),
    ...beatFindings(facts, schedules, names, schedulesProblem),
    ...alarmFindings(facts),
  ];
}
