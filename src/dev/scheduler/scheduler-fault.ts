import { AwsFault } from "../wire/index.ts";

/** What a request names is not there. */
export function notFound(what: string): AwsFault {
  return new AwsFault("ResourceNotFoundException", `${what} does not exist.`, { status: 404 });
}

/** What a request would make is there already. */
export function conflict(what: string): AwsFault {
  return new AwsFault("ConflictException", `${what} already exists.`, { status: 409 });
}

/** More than a quota allows. */
export function quotaExceeded(message: string): AwsFault {
  return new AwsFault("ServiceQuotaExceededException", message, { status: 402 });
}
