import { S3Client } from "@aws-sdk/client-s3";
import type { Settings } from "../../settings/index.ts";
import { type ClientConfig, clientConfig } from "../client-config.ts";

/**
 * The client of S3. Buckets are named in the path, which every endpoint understands. No checksums are added up besides the signature's own,
 * which covers the body.
 */
export function s3Client(settings: Settings, given: Partial<ClientConfig>): S3Client {
  const config = clientConfig(settings, given, (own) => new S3Client(own).config);
  return new S3Client({
    ...config,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}
