import { type FoundParts, type FoundRule, sourceOf } from "./found-parts.ts";
import { isSame } from "./is-same.ts";
import { changeRule, disableRule, enableRule, makeRule, removeRule, restoreRule, targetIds } from "./rule-steps.ts";
import { deleteSchedule, inState } from "./schedule-steps.ts";
import type { Stage, Step } from "./step.ts";
import { TARGET_ID, type WantedParts, type WantedRule } from "./wanted-parts.ts";

/** What a change is made from besides the parts. */
export interface ChangeSurroundings {
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * The requests that make of what is there what is wanted, and only those that are needed: none when it is so already. Pure.
 *
 * What fires is never half made. New parts are made so that they do not fire; then what is there is held; then it is
 * changed; then all of it is let go; and what is no longer needed is cleared away. A stage that fails has a rescue that
 * puts back what was, and lets it fire as the last thing it does; where the rescue fails as well, nothing fires.
 */
export function planChange(found: FoundParts, wanted: WantedParts, { now }: ChangeSurroundings): Stage[] {
  if (wanted.schedule) return needed(toScheduler(found, wanted, now));
  const atOnce = inOneStep(found, wanted);
  return needed(atOnce ? [{ steps: atOnce, rescue: [] }] : toRules(found, wanted, now));
}

function needed(stages: readonly Stage[]): Stage[] {
  return stages.filter(({ steps }) => steps.length > 0);
}

function toRules(found: FoundParts, { rules, enabled }: WantedParts, now: number): Stage[] {
  const pairs = rules.map((wanted) => ({ wanted, there: found.rules.find(({ Name }) => Name === wanted.rule.Name) }));
  const fresh = pairs.flatMap(({ wanted, there }) => (there ? [] : [wanted]));
  const changed = pairs.flatMap(({ wanted, there }) =>
    there && !isAsWanted(there, wanted) ? [{ wanted, there }] : [],
  );
  const surplus = found.rules.filter(({ Name }) => !rules.some(({ rule }) => rule.Name === Name));
  const moving = found.schedule ? [found.schedule] : [];

  const held = [...changed.map(({ there }) => there), ...surplus].filter(isEnabled);
  const heldSchedules = moving.filter(({ State }) => State === "ENABLED");
  const unmake = fresh.flatMap(({ rule }) => removeRule(rule.Name, [TARGET_ID]));
  const letGoAgain = [
    ...held.map(({ Name }) => enableRule(Name)),
    ...heldSchedules.map((schedule) => inState(schedule, "ENABLED", now)),
  ];
  const restore = [...changed.flatMap(({ there }) => restoreRule(there)), ...unmake, ...letGoAgain];
  const untouched = pairs.flatMap(({ there }) =>
    there && !changed.some((pair) => pair.there === there) ? [there] : [],
  );
  const switched = untouched.filter((rule) => isEnabled(rule) !== enabled);
  const release = [...fresh, ...changed.map(({ wanted }) => wanted)].map(({ rule }) => rule.Name);
  const off = [...release, ...switched.map(({ Name }) => Name)];

  return [
    { steps: fresh.flatMap(makeRule), rescue: unmake },
    {
      steps: [
        ...held.map(({ Name }) => disableRule(Name)),
        ...heldSchedules.map((schedule) => inState(schedule, "DISABLED", now)),
      ],
      rescue: [...unmake, ...letGoAgain],
    },
    { steps: changed.flatMap(({ wanted, there }) => changeRule(wanted, there)), rescue: restore },
    enabled
      ? {
          steps: off.map(enableRule),
          rescue: [...off.map(disableRule), ...restore],
        }
      : { steps: switched.map(({ Name }) => disableRule(Name)), rescue: [] },
    {
      steps: [
        ...surplus.flatMap((rule) => removeRule(rule.Name, targetIds(rule))),
        ...moving.map(({ Name, GroupName }) => deleteSchedule(Name, GroupName)),
        ...changed.flatMap(({ wanted, there }) => retag(wanted, there)),
      ],
      rescue: [],
    },
  ];
}

function toScheduler({ rules, schedule: there }: FoundParts, { schedule: wanted }: WantedParts, now: number): Stage[] {
  if (!wanted) return [];
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
  const undo: Step[] = there
    ? [inState(there, there.State ?? "DISABLED", now)]
    : [deleteSchedule(wanted.Name, wanted.GroupName)];
  return [
    { steps: held.map(({ Name }) => disableRule(Name)), rescue: letGoAgain },
    { steps, rescue: held.length === 0 ? [] : [...undo, ...letGoAgain] },
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
 * The request that does it, where one does: a rule whose time or whose message alone is another. It needs no holding, so no
 * tick can be missed for it.
 */
function inOneStep({ rules, schedule }: FoundParts, wanted: WantedParts): Step[] | undefined {
  const [[there, ...surplus], [rule, ...more]] = [rules, wanted.rules];
  if (!there || !rule || there.Name !== rule.rule.Name || surplus.length + more.length > 0 || schedule)
    return undefined;
  if (isEnabled(there) !== wanted.enabled) return undefined;
  const [sameTime, sameTarget] = [hasTime(there, rule), hasTarget(there, rule)];
  if (sameTime === sameTarget) return undefined;
  if (sameTime) {
    const [only, ...others] = there.targets;
    if (only?.Id !== TARGET_ID || others.length > 0) return undefined;
    return [{ operation: "PutTargets", input: { Rule: there.Name, Targets: [rule.target] } }, ...retag(rule, there)];
  }
  const State = wanted.enabled ? "ENABLED" : "DISABLED";
  return [{ operation: "PutRule", input: { ...rule.rule, State } }];
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
