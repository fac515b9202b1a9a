import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { clientConfig, type Place } from "../client-config.ts";

/** The client of CloudFormation. */
export function cloudFormationClient(place: Place): CloudFormationClient {
  return new CloudFormationClient(clientConfig(place, {}, (own) => new CloudFormationClient(own).config));
}
