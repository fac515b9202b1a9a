import { AwsFault, type Dialect } from "../wire/index.ts";

/** A request that a service refuses, in its own sentence. */
export function validationFault(message: string): AwsFault {
  return new AwsFault("ValidationException", message, { namespace: "com.amazon.coral.validate" });
}

/** How EventBridge and Scheduler word what is wrong with a member of a request. */
export const memberDialect: Dialect = {
  missing: (member) => refused("null", member, "Member must not be null"),
  invalid: (member, value, reason) =>
    refused(typeof value === "object" ? JSON.stringify(value) : `'${value}'`, member, reason),
};

function refused(value: string, member: string, reason: string): AwsFault {
  const place = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
  return validationFault(
    `1 validation error detected: Value ${value} at '${place}' failed to satisfy constraint: ${reason}`,
  );
}
