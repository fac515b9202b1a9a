import type { Payloads } from "../../ports/index.ts";
import type { Settings } from "../../settings/index.ts";
import type { ClientConfig } from "../client-config.ts";
import { ServiceLink } from "../service-link.ts";
import { AwsPayloads } from "./aws-payloads.ts";
import { s3Client } from "./s3-client.ts";

/** Puts the payloads on S3 together. Nothing is opened before the first call. */
export function openAwsPayloads(settings: Settings, bucket: string, given: Partial<ClientConfig>): Payloads {
  return new AwsPayloads(new ServiceLink("S3", settings.endpoint, () => s3Client(settings, given)), bucket);
}
