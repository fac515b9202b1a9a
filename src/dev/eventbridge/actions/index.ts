import type { Action } from "../action.ts";
import { deleteRule } from "./delete-rule.ts";
import { describeRule } from "./describe-rule.ts";
import { disableRule, enableRule } from "./enable-rule.ts";
import { listRuleNamesByTarget } from "./list-rule-names-by-target.ts";
import { listRules } from "./list-rules.ts";
import { listTargetsByRule } from "./list-targets-by-rule.ts";
import { putEvents } from "./put-events.ts";
import { putRule } from "./put-rule.ts";
import { putTargets } from "./put-targets.ts";
import { removeTargets } from "./remove-targets.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";

/** Every operation of the EventBridge API that is played here, by its name there. */
export const actions: Readonly<Record<string, Action>> = {
  DeleteRule: deleteRule,
  DescribeRule: describeRule,
  DisableRule: disableRule,
  EnableRule: enableRule,
  ListRuleNamesByTarget: listRuleNamesByTarget,
  ListRules: listRules,
  ListTagsForResource: listTagsForResource,
  ListTargetsByRule: listTargetsByRule,
  PutEvents: putEvents,
  PutRule: putRule,
  PutTargets: putTargets,
  RemoveTargets: removeTargets,
  TagResource: tagResource,
  UntagResource: untagResource,
};
