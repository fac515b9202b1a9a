import { createServer } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { awsAdapters } from "../../../src/aws/index.ts";
import { translateError } from "../../../src/aws/translate-error.ts";
import { LovageError } from "../../../src/errors/index.ts";
import { silentLogger, systemRuntime } from "../../../src/runtime/index.ts";
import { type AppOptions, readSettings } from "../../../src/settings/index.ts";

const runtime = systemRuntime({ logger: silentLogger });
const adapters = (options: Partial<AppOptions>) => awsAdapters(readSettings({ name: "shop", ...options }, {}), runtime);

/** Hides from the SDK whatever region and credentials this machine may have. */
function forgetAws(): void {
  for (const name of [
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
  ]) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", "/nowhere/config");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials");
}

afterEach(() => vi.unstubAllEnvs());

/** A port of this machine that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" && address ? address.port : 0;
}

describe("an endpoint that is not there", () => {
  it("is told of in both services, by its address", async () => {
    const endpoint = `http://127.0.0.1:${await closedPort()}`;
    const { broker, store } = adapters({ endpoint });
    await expect(broker.send({ queue: "mail", body: "{}" })).rejects.toMatchObject({
      code: "ENDPOINT_UNREACHABLE",
      detail: { endpoint, service: "SQS" },
    });
    await expect(store.read("1")).rejects.toMatchObject({
      code: "ENDPOINT_UNREACHABLE",
      detail: { endpoint, service: "DynamoDB" },
    });
  });
});

describe("region and credentials", () => {
  it("are asked for when there is no region", async () => {
    forgetAws();
    await expect(adapters({}).store.read("1")).rejects.toMatchObject({
      code: "NO_CREDENTIALS",
      detail: { service: "DynamoDB" },
    });
  });

  it("are asked for when there are no credentials", async () => {
    forgetAws();
    const { broker } = adapters({ region: "eu-north-1" });
    await expect(broker.send({ queue: "mail", body: "{}" })).rejects.toMatchObject({
      code: "NO_CREDENTIALS",
      cause: { name: "CredentialsProviderError" },
    });
  });

  it("are not needed at an endpoint of this machine", async () => {
    forgetAws();
    const { store } = adapters({ endpoint: `http://localhost:${await closedPort()}` });
    await expect(store.read("1")).rejects.toMatchObject({ code: "ENDPOINT_UNREACHABLE" });
  });

  it("are asked for at an endpoint elsewhere", async () => {
    forgetAws();
    const { store } = adapters({ endpoint: "http://emulator.invalid:4566" });
    await expect(store.read("1")).rejects.toMatchObject({ code: "NO_CREDENTIALS" });
  });
});

describe("an error of the SDK", () => {
  const call = { service: "SQS", operation: "SendMessage" } as const;
  const named = (name: string, message: string, more: object = {}) =>
    Object.assign(new Error(message), { name, ...more });

  it.each([
    [named("TimeoutError", "took too long"), "the AWS endpoint of SQS"],
    [named("Error", "getaddrinfo ENOTFOUND sqs.x", { code: "ENOTFOUND", hostname: "sqs.x" }), "sqs.x"],
    [named("Error", "connect", { code: "ECONNREFUSED", address: "10.0.0.1", port: 443 }), "10.0.0.1:443"],
    [
      Object.assign(new AggregateError([named("Error", "", { code: "ECONNREFUSED", address: "::1", port: 1 })]), {
        code: "ECONNREFUSED",
      }),
      "::1:1",
    ],
  ])("of the network is ENDPOINT_UNREACHABLE, with what it says of the place", (error, endpoint) => {
    const translated = translateError(error, call);
    expect(translated).toMatchObject({ code: "ENDPOINT_UNREACHABLE", detail: { endpoint }, cause: error });
  });

  it("of another kind is AWS_REFUSED, with its name, its sentence and itself as the cause", () => {
    const error = named("AccessDenied", "User is not authorized to perform sqs:sendmessage.");
    expect(translateError(error, call)).toMatchObject({
      code: "AWS_REFUSED",
      detail: { ...call, problem: "AccessDenied: User is not authorized to perform sqs:sendmessage" },
      cause: error,
    });
  });

  it("for something that is absent is AWS_REFUSED too, where nobody knows what it was", () => {
    expect(translateError(named("QueueDoesNotExist", ""), call)).toMatchObject({ code: "AWS_REFUSED" });
  });

  it("that is ours already stays as it is, and what is no error is told as text", () => {
    const ours = new LovageError("NO_CREDENTIALS", { service: "SQS" });
    expect(translateError(ours, call)).toBe(ours);
    expect(translateError("odd", call)).toMatchObject({ code: "AWS_REFUSED", detail: { problem: "Error: odd" } });
  });
});
