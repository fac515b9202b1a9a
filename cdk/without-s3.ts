/**
 * What esbuild puts in place of the flag by which our code leaves S3's client out of a bundle (src/aws/payload/payloads-of.ts).
 *
 * @param payloads - whether the function has a bucket, and so keeps the client
 */
export function withoutS3(payloads: boolean): Record<string, string> {
  return payloads ? {} : { "globalThis.lovageWithoutS3": "true" };
}
