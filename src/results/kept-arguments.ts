import { isWhole, type TaskRecord } from "../lifecycle/index.ts";
import { decodeValue } from "../message/index.ts";

/** What a record keeps of a task's arguments. What is sensitive in them is `"[redacted]"`. */
export type KeptArguments =
  | {
      readonly complete: true;
      readonly args: readonly unknown[];
      readonly kwargs: Readonly<Record<string, unknown>>;
    }
  /** They are longer than what is kept: JSON that ends in "…", for people. */
  | { readonly complete: false; readonly args: string; readonly kwargs: string };

/** Reads the arguments of a record; undefined where it keeps none. Pure. */
export function readKeptArguments({
  args,
  kwargs = "{}",
}: Pick<TaskRecord, "args" | "kwargs">): KeptArguments | undefined {
  if (args === undefined) return undefined;
  if (!isWhole(args) || !isWhole(kwargs)) return { complete: false, args, kwargs };
  return {
    complete: true,
    args: decodeValue(args) as readonly unknown[],
    kwargs: decodeValue(kwargs) as Readonly<Record<string, unknown>>,
  };
}
