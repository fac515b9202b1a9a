import type { DeploymentFacts } from "../../aws/doctor/index.ts";
import { checkOf, type Finding } from "./finding.ts";

const keys = ["pk HASH S", "sk RANGE S"];
const TTL_ATTRIBUTE = "expiresAt";

/** What there is to say of the table. @param name - as the settings name it. Pure. */
export function tableFindings(name: string, table: DeploymentFacts["table"]): Finding[] {
  const there = checkOf("table", name);
  if (table.kind === "absent") {
    return [
      there.fail("DynamoDB has no such table", "deploy it (the construct does), or name it in the app's settings"),
    ];
  }
  if (table.kind !== "seen") return [there.unseen(table)].flatMap((finding) => finding ?? []);
  const found = table.value.keys;
  if (found.toSorted().join() !== keys.join()) {
    const fix = `make another with the keys ${keys.join(", ")}: keys of a table cannot be changed`;
    return [there.fail(`its keys are ${found.join(", ")}`, fix)];
  }
  return [there.ok("it is there, with the right keys"), timeToLive(name, table.value.ttl)];
}

function timeToLive(name: string, ttl: Extract<DeploymentFacts["table"], { kind: "seen" }>["value"]["ttl"]): Finding {
  const check = checkOf("time-to-live", name);
  const unseen = check.unseen(ttl);
  if (unseen) return unseen;
  if (ttl.kind === "seen" && ttl.value === TTL_ATTRIBUTE) return check.ok("what is over its time is deleted");
  const says = ttl.kind === "seen" && ttl.value !== null ? `it watches ${ttl.value}` : "it is off";
  const specification = `--time-to-live-specification Enabled=true,AttributeName=${TTL_ATTRIBUTE}`;
  return check.warn(
    `${says}, so records and journal stay for ever`,
    `aws dynamodb update-time-to-live --table-name ${name} ${specification}`,
  );
}
