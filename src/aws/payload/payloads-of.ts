import type { Adapters } from "../../ports/index.ts";
import type { Settings } from "../../settings/index.ts";
import type { ClientConfig } from "../client-config.ts";
import { DeferredPayloads } from "./deferred-payloads.ts";

declare global {
  /**
   * Put in place of by the construct's bundling, as `true`, for a function that has no bucket: esbuild then leaves S3's client out, which
   * would be a third of the bundle. Undefined everywhere else.
   */
  var lovageWithoutS3: true | undefined;
}

// In this form esbuild sees that the module is not asked for, and leaves it out.
const open = globalThis.lovageWithoutS3 ? undefined : () => import("./open-aws-payloads.ts");

/** The payloads on S3, where the settings name a bucket, and the client was not left out of the bundle. */
export function payloadsOf(settings: Settings, given: Partial<ClientConfig>): Pick<Adapters, "payloads"> {
  const { payloadBucket: bucket } = settings;
  if (bucket === undefined || !open) return {};
  return { payloads: new DeferredPayloads(async () => (await open()).openAwsPayloads(settings, bucket, given)) };
}
