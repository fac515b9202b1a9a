import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { Settings } from "../../settings/index.ts";
import { type ClientConfig, clientConfig } from "../client-config.ts";

/** The client of EventBridge, for rules. */
export function eventBridgeClient(settings: Settings, given: Partial<ClientConfig>): EventBridgeClient {
  return new EventBridgeClient(clientConfig(settings, given, (own) => new EventBridgeClient(own).config));
}
