// The members that several operations share. Source: the API model of EventBridge.

/** An optional string. */
export const text = { is: "string" } as const;
/** The name of a rule. */
export const ruleName = { is: "string", least: 1, most: 64, pattern: /^[.\-_A-Za-z0-9]+$/ } as const;
/** The name of a rule that must be there. */
export const requiredRuleName = { ...ruleName, required: true } as const;
/** The name or the ARN of a bus. */
export const busName = { is: "string", least: 1, most: 1600 } as const;
/** The ARN of what has tags. */
export const requiredArn = { is: "string", required: true, least: 1, most: 1600 } as const;
/** A flag. */
export const flag = { is: "boolean" } as const;

/** The members of a listing in pages. */
export const pageMembers = {
  NextToken: { is: "string", least: 1, most: 2048 },
  Limit: { is: "integer", least: 1, most: 100, reason: "Member must have value between 1 and 100" },
} as const;
