import { LovageError } from "../errors/index.ts";
import { milliseconds, type Settings } from "../settings/index.ts";
import { type CollapseOptions, type Key, keyText } from "../task/index.ts";
import type { SendRequest } from "./plan-send.ts";

/** How a send comes down to one task with others of its key. Durations are in milliseconds. */
export type Collapse =
  | {
      readonly kind: "first";
      /** The key in the store: one text of the way, the app, the task and the sender's key. */
      readonly key: string;
      readonly window: number;
      /** Whether it is noted at once that the first message is sent, so that no other one follows it. */
      readonly notes: boolean;
    }
  | {
      readonly kind: "last";
      readonly key: string;
      readonly wait: number;
      readonly maxWait: number | undefined;
    };

const ways = ["idempotencyKey", "debounce", "throttle"] as const;

/**
 * How a send collapses with others; undefined where it stands by itself. What a call says wins over what its task says. A
 * message whose id is fixed (a `taskId`, the next one of a chain, the run of a schedule) has its own way to be one. Pure.
 *
 * @param many - whether the call's options are those of several sends
 * @throws LovageError INVALID_KEY, INVALID_OPTION, CONFLICTING_OPTIONS
 */
export function collapseOf(request: SendRequest, settings: Settings, many = false): Collapse | undefined {
  const { task, args, definition, tick, options = {} } = request;
  const own = definition?.options.collapse;
  const isCalled = ways.some((way) => options[way] !== undefined);
  const isFixed = tick !== undefined || options.taskId !== undefined;
  const chosen: CollapseOptions | undefined = isCalled ? options : isFixed ? undefined : own;
  const { idempotencyKey, debounce, throttle } = chosen ?? {};
  if (options.idempotencyWindow !== undefined && idempotencyKey === undefined) {
    refuse("idempotencyWindow", options.idempotencyWindow, "given together with an idempotencyKey");
  }
  if (many && isCalled) refuseMany(options);
  const text = (option: string, key: Key) =>
    JSON.stringify([option, settings.name, task, keyText(task, option, key, args)]);
  if (idempotencyKey !== undefined) {
    const written = options.idempotencyWindow ?? own?.idempotencyWindow;
    const window = written && milliseconds(written);
    const kept = window ?? definition?.options.resultExpires ?? settings.resultExpires;
    return { kind: "first", key: text("idempotencyKey", idempotencyKey), window: kept, notes: false };
  }
  if (throttle !== undefined) {
    return { kind: "first", key: text("throttle", throttle.key), window: milliseconds(throttle.every), notes: true };
  }
  if (debounce === undefined) return undefined;
  for (const other of ["countdown", "eta"] as const) {
    if (options[other] === undefined) continue;
    const why = "debounce decides when the task runs";
    throw new LovageError("CONFLICTING_OPTIONS", { where: "applyAsync", option: "debounce", other, why });
  }
  if (many) refuse("debounce", debounce, "left out, of the task's options too: send those one by one", "delayMany");
  const maxWait = debounce.maxWait && milliseconds(debounce.maxWait);
  return { kind: "last", key: text("debounce", debounce.key), wait: milliseconds(debounce.wait), maxWait };
}

/** One text for several lists of arguments would make one task of them all. */
function refuseMany({ idempotencyKey, throttle }: CollapseOptions): void {
  const allowed = "a function of the arguments, as one text would make one task of all of them";
  if (typeof idempotencyKey === "string") refuse("idempotencyKey", idempotencyKey, allowed, "delayMany");
  if (typeof throttle?.key === "string") refuse("key", throttle.key, allowed, "delayMany, throttle");
}

function refuse(option: string, got: unknown, allowed: string, where = "applyAsync"): never {
  throw new LovageError("INVALID_OPTION", { option, where, got, allowed });
}
