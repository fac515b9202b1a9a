import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "hono/jwt";
import { onTestFinished } from "vitest";

/** A provider of OpenID Connect, which signs in whoever comes, as its `person`. */
export interface AProvider {
  readonly issuer: string;
  /** The claims of the person that it signs in. */
  person: Record<string, unknown>;
  /** What it changes about its tokens. */
  change: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** Signs with another key from now on, of another name, and tells of it. */
  rotate(): Promise<void>;
  /** Signs with a key that it tells nobody of, under the name of the one that it tells of. */
  forge(): Promise<void>;
  /** What was asked of it, by path. */
  readonly asked: string[];
  /** What a browser is sent back with after it was at `location`. */
  visit(location: string): { readonly callback: string; readonly question: URLSearchParams };
}

async function aKey(kid: string) {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const [own, told] = await Promise.all(
    [pair.privateKey, pair.publicKey].map((key) => crypto.subtle.exportKey("jwk", key)),
  );
  return { own: { ...own, kid, alg: "RS256" }, told: { ...told, kid, alg: "RS256", use: "sig" } };
}

/** @param now - the time of its clock, in milliseconds since 1970 */
export async function aProvider(now: () => number): Promise<AProvider> {
  let key = await aKey("first");
  let told = key.told;
  const codes = new Map<string, URLSearchParams>();
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", issuer);
    asked.push(pathname);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const write = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (pathname === "/.well-known/openid-configuration") {
      const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` };
      return write(200, { issuer, ...endpoints, jwks_uri: `${issuer}/keys`, end_session_endpoint: `${issuer}/logout` });
    }
    if (pathname === "/keys") return write(200, { keys: [told] });
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const question = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const same = ["client_id", "redirect_uri"].every((name) => form.get(name) === question?.get(name));
    if (!question || !same || challenge !== question.get("code_challenge"))
      return write(400, { error: "invalid_grant" });
    const iat = Math.floor(now() / 1_000);
    const claims = { iss: issuer, aud: form.get("client_id"), iat, exp: iat + 3_600, nonce: question.get("nonce") };
    write(200, { id_token: await sign(provider.change({ ...claims, ...provider.person }), key.own as never, "RS256") });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: AProvider = {
    issuer,
    asked,
    person: { sub: "ada", "cognito:groups": ["staff", "operators"] },
    change: (claims) => claims,
    rotate: async () => {
      key = await aKey("second");
      told = key.told;
    },
    forge: async () => {
      key = await aKey(told.kid);
    },
    visit(location) {
      const question = new URL(location).searchParams;
      const code = crypto.randomUUID();
      codes.set(code, question);
      const callback = new URL(question.get("redirect_uri") ?? "");
      callback.searchParams.set("code", code);
      callback.searchParams.set("state", question.get("state") ?? "");
      return { callback: callback.pathname + callback.search, question };
    },
  };
  return provider;
}
