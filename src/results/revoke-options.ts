import { checkOptions, type Rule, rule } from "../settings/index.ts";

/** How a task is revoked. */
export interface RevokeOptions {
  /**
   * Whether an attempt that runs is to be ended: its `task.signal` is aborted, and it is REVOKED whatever it would have come
   * to. @default false: it may finish, and only another attempt after it is kept from running
   */
  terminate?: boolean;
  /** Why, for the record: a text of 1 to 500 characters. @default "revoked" */
  reason?: string;
}

const reason: Rule = {
  allowed: "a text of 1 to 500 characters",
  test: (value) => typeof value === "string" && value.length > 0 && value.length <= 500,
};
const rules = { terminate: rule.flag, reason };

/** Refuses options that are unknown or malformed. @throws LovageError UNKNOWN_OPTION, INVALID_OPTION */
export function checkRevokeOptions(options: RevokeOptions): void {
  checkOptions("revoke", options, rules);
}
