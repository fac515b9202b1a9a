import type { Environment, Settings } from "../../settings/index.ts";
import type { WorkerFacts } from "./render-banner.ts";

/** The facts that the banner shows. Pure. */
export function workerFacts(
  settings: Settings,
  env: Environment,
  rest: Pick<WorkerFacts, "version" | "worker" | "queues" | "tasks">,
): WorkerFacts {
  return {
    app: settings.name,
    transport: `SQS ${placeOf("SQS", settings, env)}`,
    results: `DynamoDB ${placeOf("DYNAMODB", settings, env)}, table ${settings.table}`,
    concurrency: settings.concurrency,
    ...rest,
  };
}

/** Where a service is, looked for in the order of the AWS SDK. A profile's own settings are the SDK's alone to know. */
function placeOf(service: string, { endpoint, region }: Settings, env: Environment): string {
  const at = endpoint ?? env[`AWS_ENDPOINT_URL_${service}`] ?? env.AWS_ENDPOINT_URL;
  if (at) return `at ${at}`;
  return `in ${region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? "the region of your AWS profile"}`;
}
