import type { FunctionFacts, MappingFacts, QueueFacts, Seen, SqsFacts } from "../../aws/doctor/index.ts";
import { timeBudget } from "../../settings/index.ts";
import { checkOf, type Finding } from "./finding.ts";

/** From how long on the task of a dead worker is back too late, in seconds. */
const LONG_VISIBILITY = 7_200;

type Functions = Readonly<Record<string, Seen<FunctionFacts>>>;

/** What there is to say of who takes from a queue. Pure. */
export function mappingFindings({ name, queue, mappings }: QueueFacts, functions: Functions): Finding[] {
  if (queue.kind !== "seen") return [];
  const there = checkOf("mapping", name);
  if (mappings.kind !== "seen") return [there.unseen(mappings)].flatMap((finding) => finding ?? []);
  const [first] = mappings.value;
  if (!first) {
    const fix = "deploy a worker for it (the construct makes one), or run lovage worker";
    return [there.warn("no function takes from it, so only a poller can", fix)];
  }
  const targets = new Set(mappings.value.map((mapping) => mapping.function));
  const several = `${targets.size} functions take from it, and each message goes to one of them by chance`;
  return [
    ...(targets.size > 1
      ? [there.warn(several, "leave one event source mapping, unless all of them run the same tasks")]
      : []),
    ...mappings.value.flatMap((mapping) => oneMapping(name, queue.value, mapping, functions[mapping.function])),
  ];
}

function oneMapping(
  queue: string,
  sqs: SqsFacts,
  mapping: MappingFacts,
  seen: Seen<FunctionFacts> | undefined,
): Finding[] {
  const there = checkOf("mapping", queue);
  const { state, uuid, partial } = mapping;
  const enabled =
    state === "Enabled"
      ? there.ok(`${nameOf(mapping.function)} takes from it, ${mapping.batchSize} at a time`)
      : there.fail(
          `its event source mapping is ${state || "in no known state"}`,
          `aws lambda update-event-source-mapping --uuid ${uuid} --enabled`,
        );
  const reports = checkOf("partial-responses", queue);
  const reported = partial
    ? reports.ok("the mapping has ReportBatchItemFailures")
    : reports.fail(
        "the mapping has no ReportBatchItemFailures: Lambda deletes what failed with the rest of its batch",
        `aws lambda update-event-source-mapping --uuid ${uuid} --function-response-types ReportBatchItemFailures`,
      );
  const function_ = seen?.kind === "seen" ? seen.value : undefined;
  return [
    enabled,
    reported,
    ...(function_ ? [visibilityOf(queue, sqs, mapping, function_), ...concurrencyOf(queue, mapping, function_)] : []),
  ];
}

function visibilityOf(
  queue: string,
  { visibilityTimeout, url }: SqsFacts,
  { window }: MappingFacts,
  { name, timeout }: FunctionFacts,
): Finding {
  const check = checkOf("visibility", queue);
  const wanted = timeBudget({ functionTimeout: timeout }).visibilityTimeout + window;
  const fix = `aws sqs set-queue-attributes --queue-url ${url} --attributes VisibilityTimeout=${wanted}`;
  const said = `a message is hidden for ${visibilityTimeout} s, and ${name} may run for ${timeout} s`;
  if (visibilityTimeout < timeout) return check.fail(`${said}: it comes back while its task runs`, fix);
  if (visibilityTimeout < timeout + window) return check.warn(`${said}, after a window of ${window} s`, fix);
  if (visibilityTimeout >= LONG_VISIBILITY) {
    return check.warn(`${said}: the task of a worker that died is back as late as that`, fix);
  }
  return check.ok(said);
}

function concurrencyOf(queue: string, { maxConcurrency }: MappingFacts, { name, reserved }: FunctionFacts): Finding[] {
  const check = checkOf("concurrency", queue);
  if (reserved.kind !== "seen") return [];
  const bound = reserved.value;
  if (bound !== null && (maxConcurrency === undefined || maxConcurrency > bound)) {
    const says = `${name} has a reserved concurrency of ${bound}, and the mapping ${maxConcurrency === undefined ? "no maxConcurrency" : `a maxConcurrency of ${maxConcurrency}`}: what is over is throttled, and each throttle is a receive`;
    return [check.warn(says, `set maxConcurrency of the queue to ${Math.max(2, bound)} or less`)];
  }
  return [
    check.ok(maxConcurrency === undefined ? "as much as the account allows" : `${maxConcurrency} invocations at most`),
  ];
}

/** The name in the ARN of a function. Pure. */
export function nameOf(arn: string): string {
  return arn.split(":")[6] ?? arn;
}
