import { groupArn } from "./arns.ts";
import type { ScheduleGroup } from "./schedule-group.ts";

/** A group as the API writes it. One that is deleted is gone at once, so all are ACTIVE. */
export function writeGroup({ name, createdAt, modifiedAt }: ScheduleGroup): object {
  return {
    Arn: groupArn(name),
    Name: name,
    State: "ACTIVE",
    CreationDate: createdAt / 1000,
    LastModificationDate: modifiedAt / 1000,
  };
}
