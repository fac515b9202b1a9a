import type { Settings } from "../../settings/index.ts";
import { ServiceLink } from "../service-link.ts";
import { lookUpQueueUrls } from "../sqs/look-up-queue-urls.ts";
import { sqsClient } from "../sqs/sqs-client.ts";
import type { FunctionFacts } from "./facts.ts";
import { isEmulated } from "./is-emulated.ts";
import { lambdaClient } from "./lambda-client.ts";
import { lookAtFunction, lookAtMappings } from "./look-at-lambda.ts";
import { lookAtQueue } from "./look-at-queues.ts";
import { look, lookOn, type Seen } from "./seen.ts";

/** The functions that take from an app's queues, and why some of them could not be looked at. */
export interface FoundFunctions {
  readonly functions: readonly FunctionFacts[];
  readonly problem: string | undefined;
}

/**
 * Finds the functions that take from an app's queues.
 *
 * @param names - the app's names for its queues
 * @throws LovageError ENDPOINT_UNREACHABLE, NO_CREDENTIALS, AWS_REFUSED
 */
export async function readFunctions(settings: Settings, names: readonly string[]): Promise<FoundFunctions> {
  const emulated = isEmulated(settings);
  const sqs = new ServiceLink("SQS", settings.endpoint, () => sqsClient(settings, {}));
  const lambda = new ServiceLink("Lambda", settings.endpoint, () => lambdaClient(settings));
  const urls = lookUpQueueUrls(sqs, settings);
  const mappings = await Promise.all(
    names.map(async (name) => {
      const queue = await look(emulated, () => lookAtQueue(sqs, urls, name));
      return lookOn(queue, ({ arn }) => look(emulated, () => lookAtMappings(lambda, arn)));
    }),
  );
  const used = mappings.flatMap((seen) => (seen.kind === "seen" ? seen.value : []));
  const functions = await Promise.all(
    [...new Set(used.map((mapping) => mapping.function))].map((name) =>
      look(emulated, () => lookAtFunction(lambda, name, emulated)),
    ),
  );
  const problems = [...mappings, ...functions].flatMap(problemOf);
  return { functions: functions.flatMap((seen) => (seen.kind === "seen" ? seen.value : [])), problem: problems[0] };
}

function problemOf(seen: Seen<unknown>): string[] {
  if (seen.kind === "forbidden") return [`Not allowed to look: ${seen.problem}.`];
  return seen.kind === "unplayed"
    ? ["This endpoint does not play Lambda's API. lovage dev logs to its own output."]
    : [];
}
