import { Duration, Token } from "aws-cdk-lib";
import { LovageError } from "../src/errors/index.ts";
import { checkOptions, type Rule, type Rules, rule } from "../src/settings/index.ts";

/**
 * Refuses misspelt and malformed props, as checkOptions does, but passes over what is known only at deployment
 * (tokens), and shows a Duration in seconds.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function checkProps(where: string, props: object, rules: Rules): void {
  checkOptions(where, props, Object.fromEntries(Object.keys(rules).map((name) => [name, rule.anything])));
  for (const [option, value] of Object.entries(props)) {
    const allowed = rules[option];
    if (value === undefined || allowed === undefined || isToken(value) || allowed.test(value)) continue;
    const got = value instanceof Duration ? `${value.toMilliseconds() / 1000} seconds` : value;
    throw new LovageError("INVALID_OPTION", { option, where, got, allowed: allowed.allowed });
  }
}

/**
 * Refuses props without one that has no default, which nothing but TypeScript would ask for.
 *
 * @throws LovageError INVALID_OPTION
 */
export function requireProp<Props extends object>(
  where: string,
  props: Props,
  option: keyof Props & string,
  allowed: string,
): void {
  if (props[option] === undefined) throw new LovageError("INVALID_OPTION", { option, where, got: undefined, allowed });
}

/** Whether a value is known only at deployment. */
export function isToken(value: unknown): boolean {
  return value instanceof Duration ? value.isUnresolved() : Token.isUnresolved(value);
}

/** A rule for a CDK Duration between two bounds in whole seconds, both allowed. `why` ends the sentence. */
export function durationRule(min: number, max: number, why = ""): Rule {
  return {
    allowed: `a Duration of ${min} to ${max} seconds${why}`,
    test: (value) => {
      if (!(value instanceof Duration)) return false;
      const seconds = value.toMilliseconds() / 1000;
      return Number.isInteger(seconds) && seconds >= min && seconds <= max;
    },
  };
}

/** A rule for any CDK Duration, of which something else checks the bounds. */
export const anyDuration: Rule = {
  allowed: "a Duration, such as Duration.minutes(10)",
  test: (value) => value instanceof Duration,
};

/** A rule that nothing passes: the prop must be left out, and `why` says for what reason. */
export function leftOut(why: string): Rule {
  return { allowed: `left out: ${why}`, test: () => false };
}

/** The rule for the name of an app, as createApp has it. */
export const appRule: Rule = {
  allowed: "a name of letters, digits, - and _, of at most 40 characters",
  test: (value) => typeof value === "string" && /^[A-Za-z0-9_-]{1,40}$/.test(value),
};
