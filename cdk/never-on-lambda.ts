import type { Metafile } from "esbuild";

const signingIn = ["cognito-identity", "signin", "sso", "sso-oidc", "sts"];

/**
 * Parts of the AWS SDK that a function does not reach by itself: its clients for signing in by profile, SSO and web
 * identity, which the SDK imports only where the environment holds no credentials. Lambda's always does
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). An empty module stands in for each, as an
 * alias of esbuild's: they would be a tenth of the bundle.
 */
export const neverOnLambda: Readonly<Record<string, string>> = Object.fromEntries(
  signingIn.map((client) => [`@aws-sdk/nested-clients/${client}`, "data:text/javascript,module.exports={}"]),
);

/** Whether code of the user's own asks the SDK for other credentials than the function's, which takes those clients. */
export function takesOtherRoles({ inputs }: Metafile): boolean {
  return Object.keys(inputs).some((path) => path.includes("@aws-sdk/credential-providers/"));
}
