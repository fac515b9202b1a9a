import { LovageError } from "../../errors/index.ts";

/** What became of a look at something: it was seen, it is not there, or it could not be looked at. */
export type Seen<T> =
  | { readonly kind: "seen"; readonly value: T }
  | { readonly kind: "absent" }
  /** IAM does not allow the look. */
  | { readonly kind: "forbidden"; readonly problem: string }
  /** An emulator does not play it. */
  | { readonly kind: "unplayed"; readonly problem: string };

const forbidden = /AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError|^403/;
const absent = /NotFound|NonExistent|NoSuch/;

/**
 * Looks at something, and lets a refusal be an answer as well.
 *
 * @param emulated - whether the endpoint is not AWS's own: there what is refused, for whatever reason, is not played
 * @throws LovageError ENDPOINT_UNREACHABLE, NO_CREDENTIALS: then nothing can be looked at; AWS_REFUSED for what nobody foresaw
 */
export async function look<T>(emulated: boolean, see: () => Promise<T | undefined>): Promise<Seen<T>> {
  try {
    const value = await see();
    return value === undefined ? { kind: "absent" } : { kind: "seen", value };
  } catch (error) {
    if (LovageError.is(error, "QUEUE_NOT_FOUND") || LovageError.is(error, "TABLE_NOT_FOUND")) return { kind: "absent" };
    if (!LovageError.is(error, "AWS_REFUSED")) throw error;
    const { problem } = error.detail;
    const name = error.cause instanceof Error ? error.cause.name : "";
    if (forbidden.test(name)) return { kind: "forbidden", problem };
    if (absent.test(name)) return { kind: "absent" };
    if (emulated) return { kind: "unplayed", problem };
    throw error;
  }
}

/** A look at what another look has found. */
export async function lookOn<A, B>(seen: Seen<A>, see: (value: A) => Promise<Seen<B>>): Promise<Seen<B>> {
  return seen.kind === "seen" ? see(seen.value) : seen;
}
