import { checkOptions, type Rule, rule } from "../../../settings/index.ts";

/**
 * A provider of OpenID Connect that signs people in, such as a user pool of Cognito: by the code flow with PKCE, for a client without
 * a secret. `/sign-in/callback` under the dashboard's address must be one of the client's callback URLs.
 */
export interface SignInOptions {
  /** The provider's own address, under which it describes itself: `https://cognito-idp.eu-central-1.amazonaws.com/POOL`. */
  issuer: string;
  /** The client's id at the provider. */
  clientId: string;
  /**
   * Claims that an identity must have; of a list it must have this one among others. A provider may let anyone sign up, so say who
   * may use the dashboard: `{ "cognito:groups": "operators" }`.
   */
  claims: Readonly<Record<string, string>>;
  /**
   * The dashboard's address, where what stands before it has another name than the dashboard is asked by: `https://tasks.example.com`.
   * @default as each reader's browser addresses it
   */
  address?: string;
}

const isText = (value: unknown) => typeof value === "string" && value !== "";

const claims: Rule = {
  allowed: 'an object with at least one claim and its value: { "cognito:groups": "operators" }',
  test: (value) =>
    rule.object.test(value) && Object.values(Object(value)).length > 0 && Object.values(Object(value)).every(isText),
};

const rules = {
  issuer: { allowed: "an address that begins with https://", test: isAddress },
  clientId: rule.text,
  claims,
  address: { allowed: "an address that begins with https://", test: isAddress },
};

/** Plain HTTP does for a provider on this machine alone: what is signed could be swapped on the way, keys and all. */
function isAddress(value: unknown): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1"].includes(hostname));
}

/** @throws LovageError UNKNOWN_OPTION, INVALID_OPTION */
export function checkSignIn(where: string, options: SignInOptions): void {
  const { issuer = null, clientId = null, claims: wanted = null } = options;
  checkOptions(where, { ...options, issuer, clientId, claims: wanted }, rules);
}
