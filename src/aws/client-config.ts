import type { SQSClientConfig } from "@aws-sdk/client-sqs";
import type { Settings } from "../settings/index.ts";

/** What the clients of all services are configured with. */
export type ClientConfig = Pick<SQSClientConfig, "region" | "profile" | "endpoint" | "credentials" | "requestHandler">;

/** Where AWS is, and as whom it is asked: a part of an app's settings. */
export type Place = Pick<Settings, "region" | "profile" | "endpoint">;

/** What the SDK finds by itself, in the environment and in profiles. */
export interface Found {
  readonly region: () => Promise<string>;
  readonly credentials: Extract<SQSClientConfig["credentials"], (...args: never[]) => unknown>;
}

/**
 * How the clients connect. A dead endpoint is noticed in seconds: three seconds for a connection, fifteen for an answer
 * (a long poll gives its own time), and the SDK's three or four attempts (AWS_MAX_ATTEMPTS). Sockets are kept alive, and
 * are not limited here: `ServiceLink` limits the requests.
 */
const requestHandler = {
  connectionTimeout: 3_000,
  requestTimeout: 15_000,
  throwOnRequestTimeout: true,
  httpAgent: { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY },
  httpsAgent: { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY },
} satisfies SQSClientConfig["requestHandler"];

/**
 * The configuration of a client. Region and credentials are what the SDK finds; an endpoint of one's own works without a
 * region, and one on this machine, where credentials mean nothing, without credentials.
 *
 * @param found - what the SDK finds by itself; asked only when an endpoint is set.
 */
export function clientConfig(
  settings: Place,
  given: Partial<ClientConfig>,
  found: (own: { profile?: string }) => Found,
): ClientConfig {
  const { region, endpoint } = settings;
  const profile = settings.profile === undefined ? {} : { profile: settings.profile };
  const common = { requestHandler, ...profile, ...(region !== undefined && { region }), ...given };
  if (endpoint === undefined) return common;
  const { region: regionFound, credentials } = found(profile);
  return {
    endpoint,
    region: () => regionFound().catch(() => "us-east-1"),
    ...(isThisMachine(endpoint) && { credentials: () => credentials().catch(() => standIn) }),
    ...common,
  };
}

const standIn = { accessKeyId: "test", secretAccessKey: "test" };

/** Whether an endpoint is on this machine. */
export function isThisMachine(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
