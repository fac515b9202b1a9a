import { catalogue, type Detail, type ErrorCode } from "./catalogue.ts";

/**
 * The root of every error that Lovage throws. Tell one from another by its `code`, never by its text:
 *
 * ```ts
 * if (LovageError.is(error, "QUEUE_NOT_FOUND")) …
 * ```
 *
 * The message says what was got, what is allowed and what to do; `cause` holds the error underneath.
 * docs/errors.md lists every code.
 */
export class LovageError<C extends ErrorCode = ErrorCode> extends Error {
  /** The code, as docs/errors.md lists it. */
  readonly code: C;
  /** The values that the message was made of, for programs. */
  readonly detail: Detail<C>;

  constructor(code: C, detail: Detail<C>, options?: ErrorOptions) {
    const sentence = catalogue[code] as (detail: Detail<C>) => string;
    super(`${sentence(detail)} [${code}]`, options);
    this.name = "LovageError";
    this.code = code;
    this.detail = detail;
  }

  /**
   * Whether a value is an error of ours, and, when `code` is given, that very one. Works by shape, so that an error
   * from another copy of the package (a second bundle) is still recognised.
   */
  static is<C extends ErrorCode>(value: unknown, code?: C): value is LovageError<C> {
    if (!(value instanceof Error) || !("code" in value) || !("detail" in value)) return false;
    return typeof value.code === "string" && value.code in catalogue && (code === undefined || value.code === code);
  }
}
