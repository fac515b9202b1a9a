import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** The names by which programs on this machine, and containers on it, reach it. */
const ours =
  /^(localhost|.+\.localhost|localhost\.localstack\.cloud|.+\.localhost\.localstack\.cloud|host\.docker\.internal)$/;

/**
 * Whether a request is from a program that means this machine, and not from a web page in its browser: a page may send
 * requests to 127.0.0.1, and one whose host name was pointed here afterwards (DNS rebinding) may read the answers.
 */
export function isFromHere({ headers }: IncomingMessage): boolean {
  return isOurs(headers.host) && (headers.origin === undefined || isOurs(headers.origin.replace(/^https?:\/\//, "")));
}

function isOurs(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return isIP(name) !== 0 || ours.test(name.toLowerCase());
}
