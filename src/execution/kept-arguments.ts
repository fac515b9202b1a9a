import { keptText, type RecordBase } from "../lifecycle/index.ts";
import { encodeValue, REDACTED, redact } from "../message/index.ts";
import type { Settings } from "../settings/index.ts";
import type { ReceivedTask } from "./received-task.ts";

/** What a record keeps of a task's arguments, for people, and what of its result is not for them. Pure. */
export function keptArguments(
  { message, definition }: Pick<ReceivedTask, "message" | "definition">,
  settings: Settings,
): Pick<RecordBase, "args" | "kwargs" | "sensitive"> {
  const { sensitive, keepArguments = settings.keepArguments } = definition.options;
  const shown = sensitive.shown === undefined ? undefined : { sensitive: sensitive.shown };
  if (keepArguments === 0) return { ...shown };
  const what = `The arguments of "${definition.name}"`;
  const [args, kwargs] = withoutSensitive(message, sensitive.args);
  const text = keptText(encodeValue(args, what), keepArguments);
  const left = keepArguments - Buffer.byteLength(text);
  const hasKwargs = Object.keys(message.kwargs).length > 0;
  return { args: text, ...(hasKwargs && { kwargs: keptText(encodeValue(kwargs, what), left) }), ...shown };
}

function withoutSensitive(
  { args, kwargs }: ReceivedTask["message"],
  sensitive: true | readonly string[] | undefined,
): readonly [unknown, unknown] {
  if (sensitive === undefined) return [args, kwargs];
  // All of them, but as a list and an object still: one can see how many, or what they are called, and fill in others.
  if (sensitive !== true) return [redact(args, sensitive), redact(kwargs, sensitive)];
  return [args.map(() => REDACTED), Object.fromEntries(Object.keys(kwargs).map((name) => [name, REDACTED]))];
}
