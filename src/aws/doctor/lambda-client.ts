import { LambdaClient } from "@aws-sdk/client-lambda";
import { clientConfig, type Place } from "../client-config.ts";

/** The client of Lambda. */
export function lambdaClient(place: Place): LambdaClient {
  return new LambdaClient(clientConfig(place, {}, (own) => new LambdaClient(own).config));
}
