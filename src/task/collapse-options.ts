import { LovageError } from "../errors/index.ts";
import { checkOptions, type Duration, milliseconds, type Rule, rule } from "../settings/index.ts";

/**
 * What makes several sends of one task belong together: a text of 1 to 256 characters, none of them a control
 * character, or a function of the task's arguments that gives one. It counts within the app and the task's name.
 */
export type Key<Args extends readonly unknown[] = never> = string | KeyOf<Args>;

/** As a method's, its parameters are compared in both directions: what is written for a task goes where any task's is wanted. */
type KeyOf<Args extends readonly unknown[]> = { keyOf(...args: Args): string }["keyOf"];

/** The last one of several sends runs. */
export interface Debounce<Args extends readonly unknown[] = never> {
  readonly key: Key<Args>;
  /** How long nothing may have been sent with the key before the task runs. Each send begins it anew. */
  readonly wait: Duration;
  /** How long after the first send of a group its last one runs at the latest. @default however long sends keep coming */
  readonly maxWait?: Duration;
}

/** The first one of several sends runs. */
export interface Throttle<Args extends readonly unknown[] = never> {
  readonly key: Key<Args>;
  /** How long after a first send the others do not run. */
  readonly every: Duration;
}

/** One at a time. */
export interface Singleton<Args extends readonly unknown[] = never> {
  /** @default the task itself: one at a time, whatever its arguments */
  readonly key?: Key<Args>;
  /** "skip" leaves out what was sent while another one is not over; "replace" ends (terminates) the other, and runs after it. */
  readonly mode: "skip" | "replace";
}

/** How several sends of a task come down to fewer runs. Of the first three at most one. */
export interface CollapseOptions<Args extends readonly unknown[] = never> {
  /** Sends with the same key within `idempotencyWindow` are one task: one id, one run, one result. @default none */
  idempotencyKey?: Key<Args>;
  /** For how long, from the first send, an idempotency key stands for its task. @default the task's `resultExpires`, then the app's */
  idempotencyWindow?: Duration;
  /** Of several sends with the same key, only the last one runs, when none has come for `wait`. @default none */
  debounce?: Debounce<Args>;
  /** Of several sends with the same key, only the first one within `every` runs, and the others are given its handle. @default none */
  throttle?: Throttle<Args>;
  /** While a task with the same key runs, or waits for a retry, another one is left out, or takes its place. @default none */
  singleton?: Singleton<Args>;
}

/** The longest key, in characters. */
const LONGEST_KEY = 256;

const key: Rule = {
  allowed: `a text of 1 to ${LONGEST_KEY} characters without control characters, or a function of the task's arguments that gives one`,
  test: (value) => typeof value === "function" || isKey(value),
};
const positive: Rule = {
  ...rule.duration,
  allowed: `${rule.duration.allowed}, and more than 0`,
  test: (value) => rule.duration.test(value) && milliseconds(value as Duration) > 0,
  isDuration: (value) => !rule.duration.test(value),
};

/** The rules of the options, for those who check them with others. */
export const collapseRules = {
  idempotencyKey: key,
  idempotencyWindow: positive,
  debounce: rule.object,
  throttle: rule.object,
  singleton: rule.object,
};

const parts = {
  debounce: { key, wait: positive, maxWait: positive },
  throttle: { key, every: positive },
  singleton: { key, mode: rule.oneOf("skip", "replace") },
};
const required = { debounce: ["key", "wait"], throttle: ["key", "every"], singleton: ["mode"] } as const;

/** Those of which one send takes at most one. */
const exclusive = ["idempotencyKey", "debounce", "throttle"] as const;

/** Refuses what `collapseRules` cannot see. @throws LovageError UNKNOWN_OPTION, INVALID_OPTION, CONFLICTING_OPTIONS */
export function checkCollapse(where: string, options: CollapseOptions): void {
  for (const name of ["debounce", "throttle", "singleton"] as const) {
    const part = options[name];
    if (part === undefined) continue;
    const inside = `${where}, ${name}`;
    checkOptions(inside, part, parts[name]);
    for (const option of required[name]) {
      if (Object(part)[option] !== undefined) continue;
      throw new LovageError("INVALID_OPTION", {
        option,
        where: inside,
        got: undefined,
        allowed: Object(parts[name])[option].allowed,
      });
    }
  }
  const [first, second] = exclusive.filter((name) => options[name] !== undefined);
  if (first && second) {
    const why = "each of them decides which of several sends runs";
    throw new LovageError("CONFLICTING_OPTIONS", { where, option: first, other: second, why });
  }
}

/** A key as the text that it is, or that its function makes of the arguments. @throws LovageError INVALID_KEY */
export function keyText(task: string, option: string, key: Key, args: readonly unknown[]): string {
  if (typeof key === "string") return key;
  let got: unknown;
  try {
    got = (key as (...args: readonly unknown[]) => unknown)(...args);
  } catch (cause) {
    throw new LovageError(
      "INVALID_KEY",
      { task, option, got: cause instanceof Error ? cause.message : cause },
      { cause },
    );
  }
  if (!isKey(got)) throw new LovageError("INVALID_KEY", { task, option, got });
  return got;
}

function isKey(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST_KEY && /^\P{Cc}+$/u.test(value) && value.isWellFormed();
}
