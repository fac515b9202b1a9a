import type { CreateScheduleCommandInput } from "@aws-sdk/client-scheduler";
import { TARGET_ID, type WantedRule } from "./deployable-parts.ts";
import { type FoundParts, type FoundRule, sourceOf } from "./found-parts.ts";
import { isSame } from "./is-same.ts";
import { changeRule, disableRule, enableRule, makeRule, removeRule, restoreRule, targetIds } from "./rule-steps.ts";
import { deleteSchedule, inState } from "./schedule-steps.ts";
import type { Stage, Step } from "./step.ts";
import type { WantedParts } from "./wanted-parts.ts";

type WantedRuleParts = Extract<WantedParts, { kind: "rule" }>;

/**
 * The requests that make of what is there what is wanted, and only those that are needed: none when it is so already. Pure.
 *
 * What fires is never half made. New parts are made so that they do not fire; then what is there is held; then it is
 * changed; then all of it is let go; and what is no longer needed is cleared away. A stage that fails has a rescue that
 * puts back what was, and lets it fire as the last thing it does; where the rescue fails as well, nothing fires.
 *
 * @param now - in milliseconds since 1970
 */
export function planChange(found: FoundParts, wanted: WantedParts, now: number): Stage[] {
  const stages =
    wanted.kind === "schedule"
      ? toSchedule(found, wanted.schedule, now)
      : (inOneStep(found, wanted) ?? toRule(found, wanted, now));
  return stages.filter(({ steps }) => steps.length > 0);
}

function toRule(found: FoundParts, { rule, enabled }: WantedRuleParts, now: number): Stage[] {
  const { Name } = rule.rule;
  const there = found.rules.find((one) => one.Name === Name);
  const surplus = found.rules.filter((one) => one !== there);
  const moving = found.schedule ? [found.schedule] : [];
  const changed = there && !isAsWanted(there, rule) ? [there] : [];

  // A changed rule needs no holding: the first request of its change takes it out of service.
  const held = surplus.filter(isEnabled);
  const heldSchedules = moving.filter(({ State }) => State === "ENABLED");
  const unmake = there ? [] : removeRule(Name, [TARGET_ID]);
  const letGoAgain = [
    ...[...changed, ...surplus].filter(isEnabled).map((one) => enableRule(one.Name)),
    ...heldSchedules.map((schedule) => inState(schedule, "ENABLED", now)),
  ];
  const restore = [...changed.flatMap(restoreRule), ...unmake, ...letGoAgain];
  const isOn = there !== undefined && changed.length === 0 && isEnabled(there);

  return [
    { steps: there ? [] : makeRule(rule), rescue: unmake },
    {
      steps: [
        ...held.map((one) => disableRule(one.Name)),
        ...heldSchedules.map((schedule) => inState(schedule, "DISABLED", now)),
      ],
      rescue: [...unmake, ...letGoAgain],
    },
    { steps: changed.flatMap((one) => changeRule(rule, one)), rescue: restore },
    enabled
      ? { steps: isOn ? [] : [enableRule(Name)], rescue: [disableRule(Name), ...restore] }
      : { steps: isOn ? [disableRule(Name)] : [], rescue: [] },
    {
      steps: [
        ...surplus.flatMap((one) => removeRule(one.Name, targetIds(one))),
        ...moving.map((schedule) => deleteSchedule(schedule.Name, schedule.GroupName)),
        ...changed.flatMap((one) => retag(rule, one)),
      ],
      rescue: [],
    },
  ];
}

function toSchedule({ rules, schedule: there }: FoundParts, wanted: CreateScheduleCommandInput, now: number): Stage[] {
  const held = rules.filter(isEnabled);
  const letGoAgain = held.map(({ Name }) => enableRule(Name));
  const passed = there?.StartDate && there.StartDate.getTime() <= now;
  const asItIs = there && passed ? { ...there, StartDate: undefined } : there;
  const steps: Step[] = !there
    ? [{ operation: "CreateSchedule", input: wanted }]
    : isSame(asItIs, wanted, scheduleFields)
      ? []
      : [{ operation: "UpdateSchedule", input: wanted }];
  // A request whose answer is lost may have been carried out. It is whole then, so that matters only beside rules.
  const undo = there ? inState(there, there.State ?? "DISABLED", now) : deleteSchedule(wanted.Name, wanted.GroupName);
  return [
    { steps: held.map(({ Name }) => disableRule(Name)), rescue: letGoAgain },
    { steps, rescue: held.length === 0 ? [] : [undo, ...letGoAgain] },
    { steps: rules.flatMap((rule) => removeRule(rule.Name, targetIds(rule))), rescue: [] },
  ];
}

/** UpdateSchedule replaces all of these. */
const scheduleFields = [
  "ScheduleExpression",
  "ScheduleExpressionTimezone",
  "StartDate",
  "EndDate",
  "State",
  "Description",
  "ActionAfterCompletion",
  "FlexibleTimeWindow",
  "Target",
] as const;

function isEnabled({ State }: FoundRule): boolean {
  return State === "ENABLED";
}

/**
 * The change that one request makes: of a rule whose time or whose message alone is another. It needs no holding, so no tick
 * can be missed for it.
 */
function inOneStep({ rules, schedule }: FoundParts, { rule, enabled }: WantedRuleParts): Stage[] | undefined {
  const [there, ...surplus] = rules;
  if (!there || there.Name !== rule.rule.Name || surplus.length > 0 || schedule) return undefined;
  const [only, ...others] = there.targets;
  if (isEnabled(there) !== enabled || only?.Id !== TARGET_ID || others.length > 0) return undefined;
  const [sameTime, sameTarget] = [hasTime(there, rule), hasTarget(there, rule)];
  if (sameTime === sameTarget) return undefined;
  const step: Step = sameTime
    ? { operation: "PutTargets", input: { Rule: there.Name, Targets: [rule.target] } }
    : { operation: "PutRule", input: { ...rule.rule, State: enabled ? "ENABLED" : "DISABLED" } };
  return [{ steps: [step, ...retag(rule, there)], rescue: [] }];
}

function isAsWanted(there: FoundRule, wanted: WantedRule): boolean {
  return hasTime(there, wanted) && hasTarget(there, wanted);
}

function hasTime(there: FoundRule, { rule }: WantedRule): boolean {
  return isSame(there, rule, ["ScheduleExpression", "Description"]);
}

function hasTarget({ targets }: FoundRule, { target }: WantedRule): boolean {
  const fields = [
    "Id",
    "Arn",
    "InputTransformer",
    "Input",
    "SqsParameters",
    "DeadLetterConfig",
    "RetryPolicy",
  ] as const;
  const [only, ...others] = targets;
  return only !== undefined && others.length === 0 && isSame(only, target, fields);
}

/** PutRule leaves the tags of a rule that is there as they are, and one of them, the source, may be another now. */
function retag({ tags, source }: WantedRule, there: FoundRule): Step[] {
  if (there.Arn === undefined || sourceOf(there) === source) return [];
  return [{ operation: "TagResource", input: { ResourceARN: there.Arn, Tags: tags } }];
}
