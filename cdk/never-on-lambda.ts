import type { Metafile } from "esbuild";

/**
 * Parts of the AWS SDK that a function does not reach by itself: its clients for signing in by profile, SSO and web
 * identity, which the SDK imports only where the environment holds no credentials. Lambda's always does
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). Left out, they spare a tenth of the bundle.
 */
export const neverOnLambda: readonly string[] = ["@aws-sdk/nested-clients/*"];

/** Whether code of the user's own asks the SDK for other credentials than the function's, which takes those clients. */
export function takesOtherRoles({ inputs }: Metafile): boolean {
  return Object.keys(inputs).some((path) => path.includes("@aws-sdk/credential-providers/"));
}
