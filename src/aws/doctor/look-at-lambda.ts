import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionRecursionConfigCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { partialResponsesVariable } from "../../settings/index.ts";
import type { ServiceLink } from "../service-link.ts";
import type { FunctionFacts, MappingFacts } from "./facts.ts";
import { look } from "./seen.ts";

/** The event source mappings of a queue. */
export async function lookAtMappings(lambda: ServiceLink<LambdaClient>, arn: string): Promise<MappingFacts[]> {
  const found: MappingFacts[] = [];
  for (let Marker: string | undefined; ; ) {
    const command = new ListEventSourceMappingsCommand({ EventSourceArn: arn, Marker });
    const page = await lambda.call("ListEventSourceMappings", (client) => client.send(command));
    for (const mapping of page.EventSourceMappings ?? []) {
      found.push({
        uuid: mapping.UUID ?? "",
        function: mapping.FunctionArn ?? "",
        state: mapping.State ?? "",
        batchSize: mapping.BatchSize ?? 10,
        window: mapping.MaximumBatchingWindowInSeconds ?? 0,
        maxConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
        partial: mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
      });
    }
    if (!page.NextMarker) return found;
    Marker = page.NextMarker;
  }
}

/** A function, by its name or ARN. */
export async function lookAtFunction(
  lambda: ServiceLink<LambdaClient>,
  FunctionName: string,
  emulated: boolean,
): Promise<FunctionFacts> {
  const asked = new GetFunctionConfigurationCommand({ FunctionName });
  const found = await lambda.call("GetFunctionConfiguration", (client) => client.send(asked));
  const name = found.FunctionName ?? FunctionName;
  const [recursiveLoop, reserved] = await Promise.all([
    look(emulated, async () => {
      const command = new GetFunctionRecursionConfigCommand({ FunctionName: name });
      return (await lambda.call("GetFunctionRecursionConfig", (client) => client.send(command))).RecursiveLoop;
    }),
    look(emulated, async () => {
      const command = new GetFunctionConcurrencyCommand({ FunctionName: name });
      const answer = await lambda.call("GetFunctionConcurrency", (client) => client.send(command));
      return answer.ReservedConcurrentExecutions ?? null;
    }),
  ]);
  return {
    name,
    timeout: found.Timeout ?? 3,
    state: found.State ?? "Active",
    update: found.LastUpdateStatus ?? "Successful",
    reason: found.StateReason ?? found.LastUpdateStatusReason,
    toldPartial: found.Environment?.Variables?.[partialResponsesVariable] === "1",
    logGroup: found.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    recursiveLoop,
    reserved,
  };
}
