import { isWhole, type TaskRecord } from "../lifecycle/index.ts";
import { plainValue } from "../message/index.ts";

/** The arguments as far as a record keeps them, as plain JSON, for people; a text that ends in "…" where they are cut. Pure. */
export function shownArguments({ args, kwargs }: TaskRecord): { readonly args?: unknown; readonly kwargs?: unknown } {
  const shown = (kept: string) => (isWhole(kept) ? plainValue(kept) : kept);
  return { ...(args && { args: shown(args) }), ...(kwargs && { kwargs: shown(kwargs) }) };
}
