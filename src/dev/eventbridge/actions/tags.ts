import { readTags, tagListMember, withoutTags, writeTags } from "../../beat/index.ts";
import { action } from "../action.ts";
import type { Rule } from "../rule.ts";
import type { Rules } from "../rules.ts";
import { requiredArn } from "../shapes.ts";

/** TagResource: adds to the tags that are there. */
export const tagResource = action(
  { ResourceARN: requiredArn, Tags: { ...tagListMember, required: true } },
  ({ ResourceARN, Tags }, rules) => {
    const rule = ruleAt(ResourceARN, rules);
    rules.put({ ...rule, tags: { ...rule.tags, ...readTags(Tags) } });
  },
);

/** UntagResource. */
export const untagResource = action(
  { ResourceARN: requiredArn, TagKeys: { is: "list", of: { is: "string", least: 1, most: 128 }, required: true } },
  ({ ResourceARN, TagKeys }, rules) => {
    const rule = ruleAt(ResourceARN, rules);
    rules.put({ ...rule, tags: withoutTags(rule.tags, TagKeys) });
  },
);

/** ListTagsForResource. */
export const listTagsForResource = action({ ResourceARN: requiredArn }, ({ ResourceARN }, rules) => ({
  Tags: writeTags(ruleAt(ResourceARN, rules).tags),
}));

function ruleAt(arn: string, rules: Rules): Rule {
  return rules.rule(arn.slice(arn.lastIndexOf("/") + 1));
}
