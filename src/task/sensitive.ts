import { checkOptions, type Rule, rule } from "../settings/index.ts";

/** Which parts of a value are sensitive: all of it, or the fields of these names or paths. */
export type SensitiveParts = true | readonly string[];

/** What a task says of what is sensitive, as written: see `TaskOptions.sensitive`. */
export type SensitiveOption =
  | SensitiveParts
  | {
      /** Of the arguments. @default nothing */
      args?: SensitiveParts;
      /** Set where the result is not to be stored at all. @default it is stored, and shown */
      result?: true;
    };

/** The same, resolved. */
export interface Sensitive {
  /** What is left out of the arguments that a record keeps. */
  readonly args: SensitiveParts | undefined;
  /** What is left out of a result where it is shown. */
  readonly shown: SensitiveParts | undefined;
  /** Whether the result is not stored. */
  readonly withheld: boolean;
}

const isParts = (value: unknown) => value === true || rule.texts.test(value);

/** For who checks options. */
export const sensitiveRule: Rule = {
  allowed: "true, a list of names of fields, or { args, result }",
  test: (value) => isParts(value) || rule.object.test(value),
};

/** Resolves the option. @throws LovageError UNKNOWN_OPTION, INVALID_OPTION */
export function sensitiveOf(where: string, written: SensitiveOption | undefined): Sensitive {
  if (written === undefined) return { args: undefined, shown: undefined, withheld: false };
  if (written === true || Array.isArray(written)) return { args: written, shown: written, withheld: false };
  const parts: Rule = { allowed: "true or a list of names of fields", test: isParts };
  checkOptions(`${where}: sensitive`, written, { args: parts, result: rule.oneOf(true) });
  const { args, result } = written as { args?: SensitiveParts; result?: true };
  return { args, shown: result, withheld: result === true };
}
