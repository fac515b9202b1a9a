import type { TaskListing } from "../app/index.ts";
import { checkOptions, type Duration, rule } from "../settings/index.ts";
import { checkSignIn, type SignInOptions } from "./security/provider/sign-in-options.ts";

/** The options of a dashboard. */
export interface DashboardOptions {
  /** For people: they sign in with it, and stay signed in for `session`. @default none: see `protectedElsewhere` */
  password?: string;
  /** Who signs people in instead: a provider of OpenID Connect, such as Cognito. @default nobody */
  signIn?: SignInOptions;
  /** For programs: `Authorization: Bearer …`. @default none */
  token?: string;
  /** How long a person stays signed in. @default "12h" */
  session?: Duration;
  /**
   * Says that who can reach the dashboard may use it, because something before it has checked: a function URL with IAM, a load
   * balancer that signs in. @default false: without a password or token it answers requests to localhost alone
   */
  protectedElsewhere?: boolean;
  /** The tasks to list, for the dashboard of an app that is known by its name alone. @default those that the app registers */
  tasks?: () => readonly TaskListing[];
  /** Shows everything and changes nothing. @default false */
  readOnly?: boolean;
}

const rules = {
  password: {
    allowed: "a string of at least 8 characters",
    test: (v: unknown) => typeof v === "string" && v.length >= 8,
  },
  token: {
    allowed: "a string of at least 16 characters",
    test: (v: unknown) => typeof v === "string" && v.length >= 16,
  },
  signIn: rule.object,
  session: rule.duration,
  protectedElsewhere: rule.flag,
  readOnly: rule.flag,
  tasks: { allowed: "a function", test: (v: unknown) => typeof v === "function" },
};

/** @throws LovageError UNKNOWN_OPTION, INVALID_OPTION */
export function checkDashboardOptions(where: string, options: DashboardOptions): void {
  const { password, token, ...rest } = options;
  const hidden = { password: starred(password), token: starred(token) };
  checkOptions(where, { ...rest, ...hidden }, rules);
  if (!options.signIn) return;
  checkSignIn(`${where} signIn`, options.signIn);
  const allowed = "left out where signIn says who signs people in";
  checkOptions(where, { password: hidden.password }, { password: { allowed, test: () => false } });
}

/** A secret as an error may show it, which ends in logs: it is refused for its length alone. */
function starred(secret: unknown): unknown {
  return typeof secret === "string" ? "*".repeat(secret.length) : secret;
}
