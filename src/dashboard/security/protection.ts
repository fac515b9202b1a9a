import { createHash, timingSafeEqual } from "node:crypto";
import { milliseconds } from "../../settings/index.ts";
import type { DashboardOptions } from "../dashboard-options.ts";
import type { SignInOptions } from "./provider/sign-in-options.ts";

/**
 * Who may use a dashboard. "open" to who reaches it (this machine alone, or something before it has checked), "closed": a
 * password, a token, or both; or whom a "provider" signs in, or a token.
 */
export type Protection =
  | { readonly kind: "open"; readonly everywhere: boolean }
  | {
      readonly kind: "closed";
      readonly password: string | undefined;
      readonly token: string | undefined;
      /** How long a person stays signed in, in milliseconds. */
      readonly session: number;
      /** Signs the session's cookie: other for each password, the same on each machine. */
      readonly key: string;
    }
  | {
      readonly kind: "provider";
      readonly signIn: SignInOptions;
      readonly token: string | undefined;
      readonly session: number;
    };

/** What the options come down to. Pure. */
export function protectionOf(options: DashboardOptions): Protection {
  const { password, token, session = "12h", protectedElsewhere = false } = options;
  if (options.signIn) {
    return { kind: "provider", signIn: options.signIn, token, session: milliseconds(session, "session") };
  }
  if (password === undefined && token === undefined) return { kind: "open", everywhere: protectedElsewhere };
  const key = createHash("sha256")
    .update(`lovage dashboard session ${password ?? ""} ${token ?? ""}`)
    .digest("hex");
  return { kind: "closed", password, token, session: milliseconds(session, "session"), key };
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
