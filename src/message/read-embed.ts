import { isFields } from "./fields.ts";
import type { Embed } from "./message.ts";
import type { SignatureObject } from "./signature-object.ts";
import { undecodable } from "./undecodable.ts";

/** The embed of a task that nothing follows. */
export const NOTHING_FOLLOWS: Embed = Object.freeze({ callbacks: null, errbacks: null, chain: null, chord: null });

/** @throws LovageError UNDECODABLE_MESSAGE */
export function readEmbed(value: unknown): Embed {
  if (value === undefined || value === null) return NOTHING_FOLLOWS;
  if (!isFields(value)) throw undecodable("its embed is no object");
  const { callbacks, errbacks, chain, chord } = value;
  if (!callbacks && !errbacks && !chain && !chord) return NOTHING_FOLLOWS;
  return {
    callbacks: signatures(callbacks, "callbacks"),
    errbacks: signatures(errbacks, "errbacks"),
    chain: signatures(chain, "chain"),
    chord: chord ? signature(chord, "chord") : null,
  };
}

function signatures(value: unknown, name: string): SignatureObject[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw undecodable(`its ${name} are no list`);
  return value.map((entry) => signature(entry, name));
}

/** Keys that are not a signature's own, such as Celery's `chord_size`, stay. */
function signature(value: unknown, name: string): SignatureObject {
  if (!isFields(value) || typeof value.task !== "string") {
    throw undecodable(`its ${name} hold something that is no signature`);
  }
  const { task, args, kwargs, options } = value;
  if ((args && !Array.isArray(args)) || (kwargs && !isFields(kwargs)) || (options && !isFields(options))) {
    throw undecodable(`its ${name} hold a signature of "${task}" whose parts are none`);
  }
  const filled = {
    args: args || [],
    kwargs: kwargs || {},
    options: options || {},
    subtask_type: value.subtask_type ?? null,
    immutable: value.immutable === true,
  };
  return { ...value, ...filled } as unknown as SignatureObject;
}
