import { LovageError } from "../errors/index.ts";

/** The name of the SDK's error under one of ours, such as "ConflictException"; empty where there is none. */
export function refusalOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return LovageError.is(error, "AWS_REFUSED") && cause instanceof Error ? cause.name : "";
}
