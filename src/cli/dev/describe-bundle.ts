import { runOnce } from "../../dev/index.ts";
import { LovageError } from "../../errors/index.ts";
import type { Clock } from "../../runtime/index.ts";
import { foldStack } from "../fold-stack.ts";
import type { AppDescription } from "./app-description.ts";
import { type DescribeAnswer, describeEvent } from "./dev-handler.ts";

/** How long a module may take to load and describe its app, in milliseconds, besides the INIT that any function has. */
const LIMIT = 20_000;

/**
 * Loads a bundle in a process of its own, and asks what app it has. Whatever its modules open or print ends with that.
 *
 * @throws LovageError MODULE_NOT_LOADED, NO_APP_FOUND
 */
export async function describeBundle(
  bundle: { readonly file: string; readonly env: Record<string, string> },
  files: readonly string[],
  clock: Clock,
): Promise<AppDescription> {
  const options = { name: "describe", code: bundle.file, env: bundle.env, timeout: LIMIT };
  const answer = await runOnce({ clock, options }, JSON.stringify(describeEvent));
  const file = files.join(", ");
  if (answer.kind !== "returned") {
    const error = answer.kind === "failed" ? answer.error : undefined;
    const problem = error?.trace ? foldStack(error.trace.join("\n")) : `${error?.errorType}: ${error?.errorMessage}`;
    throw new LovageError("MODULE_NOT_LOADED", { file, problem });
  }
  const { app } = JSON.parse(answer.payload) as DescribeAnswer;
  if (!app) throw new LovageError("NO_APP_FOUND", { file });
  return app;
}
