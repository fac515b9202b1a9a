import { LovageError } from "../../errors/index.ts";
import type { BeatPlan } from "../../ports/index.ts";
import type { Settings } from "../../settings/index.ts";
import { isThisMachine } from "../client-config.ts";
import { deployableParts, type WantedRule, type WantedSchedule } from "./deployable-parts.ts";

/** All that EventBridge is to have for a schedule that is put at run time: a rule, or a Scheduler schedule. */
export type WantedParts =
  | { readonly kind: "rule"; readonly enabled: boolean; readonly rule: WantedRule }
  | { readonly kind: "schedule"; readonly schedule: WantedSchedule };

/**
 * The requests' contents for a plan. Pure.
 *
 * @param queueArn - of the queue that ticks go to
 * @throws LovageError BEAT_ROLE_MISSING; INVALID_SCHEDULE when it is planned as several rules, which cannot be made all
 * at once with single requests
 */
export function wantedParts(plan: BeatPlan, settings: Settings, queueArn: string): WantedParts {
  const { beatRole = standInRole(settings) } = settings;
  const parts = deployableParts(plan, { ...settings, beatRole }, queueArn);
  if (parts.kind === "schedule") return parts;
  const [rule, ...more] = parts.rules;
  if (!rule || more.length > 0) {
    const problem = "it is planned as several rules, which only infrastructure code can make";
    throw new LovageError("INVALID_SCHEDULE", { what: `The schedule "${plan.name}"`, problem });
  }
  return { kind: "rule", enabled: parts.enabled, rule };
}

/** What plays AWS on this machine looks at no role, as at no credentials; the API wants one all the same. */
function standInRole({ endpoint }: Settings): string | undefined {
  return endpoint !== undefined && isThisMachine(endpoint) ? "arn:aws:iam::000000000000:role/none" : undefined;
}
