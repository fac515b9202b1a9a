import { LovageError, type RecordedError } from "../../errors/index.ts";
import type { Progress, RecordBase, StoredPayload, TaskRecord } from "../../lifecycle/index.ts";
import type { Item } from "./item.ts";

/*
 * A task's item: key `pk` = task#<id>, `sk` = task, and the fields of the task record under their own names, flat. Error
 * and progress are JSON. With all ids of a chain in it, over 600 bytes of the first write unit (1 KB) are left for the
 * result. `owner` stays when an attempt has ended: by it, a worker whose answer got lost knows its own write again.
 */

/** The key of a task's item. */
export function taskKey(id: string): Item {
  return { pk: { S: `task#${id}` }, sk: { S: "task" } };
}

/** The fields of a task record as attributes; those that are absent or empty have none. */
export function attributes(fields: object): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === "") continue;
    if (typeof value === "number") item[name] = { N: String(value) };
    else item[name] = { S: typeof value === "string" ? value : JSON.stringify(value) };
  }
  return item;
}

/** The item of a task record. */
export function toTaskItem({ id, ...fields }: TaskRecord): Item {
  return { ...taskKey(id), ...attributes(fields) };
}

/** The id of the task whose item, or key, this is. */
export function taskIdOf(item: Item): string {
  return text(item, "pk").slice("task#".length);
}

/** The task record of an item. @throws LovageError AWS_REFUSED when something else has written there */
export function fromTaskItem(item: Item): TaskRecord {
  const base = baseOf(item);
  const state = text(item, "state");
  switch (state) {
    case "STARTED":
      return {
        ...base,
        state,
        owner: text(item, "owner"),
        leaseUntil: number(item, "leaseUntil"),
        ...parsed<"progress", Progress>(item, "progress"),
        ...(item.revokeReason && { revokeReason: text(item, "revokeReason") }),
        ...(item.terminate && { terminate: true as const }),
      };
    case "RETRY":
      return { ...base, state, retryAt: number(item, "retryAt"), ...parsed<"error", RecordedError>(item, "error") };
    case "SUCCESS":
      return {
        ...base,
        state,
        finishedAt: number(item, "finishedAt"),
        result: text(item, "result"),
        ...(item.withheld && { withheld: true as const }),
        ...parsed<"payload", StoredPayload>(item, "payload"),
      };
    case "FAILURE": {
      const { error = { name: "Error", message: "" } } = parsed<"error", RecordedError>(item, "error");
      return { ...base, state, finishedAt: number(item, "finishedAt"), error };
    }
    case "REVOKED":
      return { ...base, state, finishedAt: number(item, "finishedAt"), reason: text(item, "reason") };
    case "IGNORED":
      return { ...base, state, finishedAt: number(item, "finishedAt") };
    default: {
      const problem = `the item ${text(item, "pk")} holds no task record that this version can read (state "${state}")`;
      throw new LovageError("AWS_REFUSED", { service: "DynamoDB", operation: "the read", problem });
    }
  }
}

function baseOf(item: Item): RecordBase {
  return {
    id: taskIdOf(item),
    task: text(item, "task"),
    queue: text(item, "queue"),
    ...(item.parentId && { parentId: text(item, "parentId") }),
    ...(item.rootId && { rootId: text(item, "rootId") }),
    ...(item.groupId && { groupId: text(item, "groupId") }),
    ...(item.args && { args: text(item, "args") }),
    ...(item.kwargs && { kwargs: text(item, "kwargs") }),
    ...parsed<"sensitive", true | readonly string[]>(item, "sensitive"),
    attempt: number(item, "attempt"),
    failures: number(item, "failures"),
    cuts: number(item, "cuts"),
    base: number(item, "base"),
    startedAt: number(item, "startedAt"),
    expiresAt: number(item, "expiresAt"),
  };
}

function text(item: Item, name: string): string {
  return item[name]?.S ?? "";
}

function number(item: Item, name: string): number {
  return Number(item[name]?.N ?? 0);
}

function parsed<N extends string, T>(item: Item, name: N): { [K in N]?: T } {
  const json = item[name]?.S;
  return (json === undefined ? {} : { [name]: JSON.parse(json) }) as { [K in N]?: T };
}
