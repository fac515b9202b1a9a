import { verifyWithJwks } from "hono/jwt";
import type { HonoJsonWebKey } from "hono/utils/jwt/jws";
import { z } from "zod";
import { LovageError } from "../../../errors/index.ts";
import type { Clock } from "../../../runtime/index.ts";
import type { SignInOptions } from "./sign-in-options.ts";

/** How long the provider may take for an answer, and how soon its keys are asked for again, in milliseconds. */
const PATIENCE = 10_000;
const KEYS_AGAIN = 60_000;

const described = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
});
const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });
const tokens = z.object({ id_token: z.string() });

/** What the provider says of itself. */
export type Described = z.infer<typeof described>;

/** What the provider has signed about a person. */
export type Claims = Readonly<Record<string, unknown>>;

/** The provider that signs people in: what it says of itself, its keys, and what it gives for a code. Nothing is asked before the first use. */
export class Provider {
  readonly options: SignInOptions;
  readonly #clock: Pick<Clock, "now">;
  #described: Promise<Described> | undefined;
  #keys: readonly HonoJsonWebKey[] = [];
  #keysAt = Number.NEGATIVE_INFINITY;

  constructor(options: SignInOptions, clock: Pick<Clock, "now">) {
    this.options = options;
    this.#clock = clock;
  }

  /** @throws LovageError SIGN_IN_UNAVAILABLE */
  async describe(): Promise<Described> {
    this.#described ??= this.#describe();
    try {
      return await this.#described;
    } catch (error) {
      // Asked again by the next who signs in.
      this.#described = undefined;
      throw error;
    }
  }

  /** The token that the provider gives for a code. @throws LovageError SIGN_IN_UNAVAILABLE, DASHBOARD_SIGN_IN when it refuses the code */
  async exchange(code: string, verifier: string, redirectUri: string): Promise<string> {
    const { token_endpoint } = await this.describe();
    const form = { grant_type: "authorization_code", client_id: this.options.clientId, code };
    const body = new URLSearchParams({ ...form, redirect_uri: redirectUri, code_verifier: verifier });
    const response = await this.#fetch(token_endpoint, { method: "POST", body });
    if (response.status >= 400 && response.status < 500) {
      throw new LovageError("DASHBOARD_SIGN_IN", { problem: "the sign-in was not accepted; begin again" });
    }
    return (await this.#read(response, tokens)).id_token;
  }

  /** What a token says, when the provider has signed it for this client, its time is not over, and it has the claims that are asked for; else undefined. */
  async verify(token: string): Promise<Claims | undefined> {
    const { kid } = headerOf(token);
    if (kid === undefined) return undefined;
    const keys = await this.#keysWith(kid);
    const verification = { iss: this.options.issuer, aud: this.options.clientId, exp: false, nbf: false, iat: false };
    const how = { keys: [...keys], allowedAlgorithms: ["RS256", "ES256"] as const, verification };
    // It says for each fault what it is; a forged token is told none of it.
    const claims: Claims | undefined = await verifyWithJwks(token, how).catch(() => undefined);
    if (!claims || typeof claims.exp !== "number" || claims.exp * 1_000 <= this.#clock.now()) return undefined;
    return this.#hasAll(claims) ? claims : undefined;
  }

  #hasAll(claims: Claims): boolean {
    return Object.entries(this.options.claims).every(([name, wanted]) => {
      const found = claims[name];
      return Array.isArray(found) ? found.includes(wanted) : found === wanted;
    });
  }

  /** The keys, asked for again when one is not among them: providers change them from time to time. */
  async #keysWith(kid: string): Promise<readonly HonoJsonWebKey[]> {
    const now = this.#clock.now();
    if (!this.#keys.some((key) => key.kid === kid) && now - this.#keysAt >= KEYS_AGAIN) {
      const { jwks_uri } = await this.describe();
      const { keys } = await this.#read(await this.#fetch(jwks_uri), keySet);
      this.#keys = keys as unknown as HonoJsonWebKey[];
      this.#keysAt = now;
    }
    return this.#keys;
  }

  async #describe(): Promise<Described> {
    const { issuer } = this.options;
    const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const found = await this.#read(await this.#fetch(address), described);
    if (found.issuer === issuer) return found;
    throw this.#unavailable(`it says that it is ${found.issuer}`);
  }

  async #fetch(address: string, request: RequestInit = {}): Promise<Response> {
    try {
      return await fetch(address, { ...request, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    } catch (cause) {
      throw this.#unavailable(cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  async #read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    const parsed = schema.safeParse(await response.json().catch(() => undefined));
    if (response.ok && parsed.success) return parsed.data;
    throw this.#unavailable(`${new URL(response.url).pathname} answers ${response.status}, and not what was expected`);
  }

  #unavailable(problem: string, cause?: unknown): LovageError {
    return new LovageError("SIGN_IN_UNAVAILABLE", { issuer: this.options.issuer, problem }, { cause });
  }
}

/** What a token says of itself before anything of it is believed. */
function headerOf(token: string): { readonly kid?: string } {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
    const { kid } = Object(header);
    return typeof kid === "string" ? { kid } : {};
  } catch {
    return {};
  }
}
