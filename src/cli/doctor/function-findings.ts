import type { FunctionFacts, Seen } from "../../aws/doctor/index.ts";
import { partialResponsesVariable } from "../../settings/index.ts";
import { checkOf, type Finding } from "./finding.ts";
import { nameOf } from "./mapping-findings.ts";

/** What there is to say of a function that takes from the app's queues. Pure. */
export function functionFindings(arn: string, seen: Seen<FunctionFacts>): Finding[] {
  const there = checkOf("function", nameOf(arn));
  if (seen.kind === "absent") {
    return [
      there.fail("a mapping names it, and it is not there", "deploy it again, or delete the event source mapping"),
    ];
  }
  if (seen.kind !== "seen") return [there.unseen(seen)].flatMap((finding) => finding ?? []);
  const { name, state, update, reason, toldPartial, recursiveLoop } = seen.value;
  const well = !["Failed", "Inactive"].includes(state) && update !== "Failed";
  const told = checkOf("partial-responses", name);
  return [
    well
      ? there.ok(`it is ${state}`)
      : there.fail(`it is ${state}, its last update ${update}${reason ? `: ${reason}` : ""}`, "deploy it again"),
    toldPartial
      ? told.ok(`it knows that its mapping reports item failures`)
      : told.fail(
          `${partialResponsesVariable} is not "1", so it refuses batches of which a task has to run again`,
          `set ${partialResponsesVariable}=1 in its environment (the construct does)`,
        ),
    loopFinding(name, recursiveLoop),
  ];
}

function loopFinding(name: string, seen: Seen<string>): Finding {
  const check = checkOf("recursive-loop", name);
  const unseen = check.unseen(seen);
  if (unseen) return unseen;
  if (seen.kind === "seen" && seen.value === "Allow") return check.ok("tasks may send tasks, as often as they like");
  return check.fail(
    "Lambda drops what a task sends to its own queue after about 16 hops",
    `aws lambda put-function-recursion-config --function-name ${name} --recursive-loop Allow`,
  );
}
