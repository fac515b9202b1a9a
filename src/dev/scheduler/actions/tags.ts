import { readTags, tagListMember, withoutTags, writeTags } from "../../beat/index.ts";
import { action } from "../action.ts";
import type { ScheduleGroup } from "../schedule-group.ts";
import type { Schedules } from "../schedules.ts";
import { requiredGroupArn } from "../shapes.ts";

/** TagResource: adds to the tags that a group has. */
export const tagResource = action(
  "POST /tags/{ResourceArn}",
  { ResourceArn: requiredGroupArn, Tags: { ...tagListMember, required: true } },
  ({ ResourceArn, Tags }, schedules) => {
    const group = groupAt(ResourceArn, schedules);
    schedules.putGroup({ ...group, tags: { ...group.tags, ...readTags(Tags) }, modifiedAt: schedules.now });
  },
);

/** UntagResource. */
export const untagResource = action(
  "DELETE /tags/{ResourceArn}",
  {
    ResourceArn: requiredGroupArn,
    TagKeys: { is: "list", of: { is: "string", least: 1, most: 128 }, required: true, most: 200 },
  },
  ({ ResourceArn, TagKeys }, schedules) => {
    const group = groupAt(ResourceArn, schedules);
    schedules.putGroup({ ...group, tags: withoutTags(group.tags, TagKeys), modifiedAt: schedules.now });
  },
  { TagKeys: "TagKeys" },
);

/** ListTagsForResource. */
export const listTagsForResource = action(
  "GET /tags/{ResourceArn}",
  { ResourceArn: requiredGroupArn },
  ({ ResourceArn }, schedules) => ({ Tags: writeTags(groupAt(ResourceArn, schedules).tags) }),
);

function groupAt(arn: string, schedules: Schedules): ScheduleGroup {
  return schedules.group(arn.slice(arn.lastIndexOf("/") + 1));
}
