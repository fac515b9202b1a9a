import { type App, createApp } from "../app/index.ts";
import { LovageError } from "../errors/index.ts";
import type { AppOptions } from "../settings/index.ts";
import type { WhereWords } from "./commands/where-options.ts";
import type { Shell } from "./shell.ts";

/**
 * The app that a command talks to: the one in the files, with its tasks, or one that is known by its name alone.
 *
 * @param options - options that were typed, which win over the app's own
 * @throws LovageError INVALID_USAGE; and what loading a file throws
 */
export async function openApp(words: WhereWords, shell: Shell, options: Partial<AppOptions> = {}): Promise<App> {
  const typed = { ...placeOf(words), ...options };
  const app = words.app
    ? await appOfFiles(words.app, words.name, typed)
    : createApp({ name: nameOf(words, shell), ...typed });
  shell.connect?.(app);
  return app;
}

async function appOfFiles(
  files: readonly string[],
  name: string | undefined,
  typed: Partial<AppOptions>,
): Promise<App> {
  if (name !== undefined) {
    throw new LovageError("INVALID_USAGE", { problem: "An app's file says its name: give --app or --name, not both." });
  }
  // The loader brings a bundler with it, which a command that names its app can do without.
  const { loadApp } = await import("./load-app.ts");
  const app = await loadApp(files);
  return Object.keys(typed).length === 0 ? app : app.configure(typed);
}

/** What was typed of where AWS is. The rest is left to the app and the environment. */
function placeOf({ endpoint, region }: WhereWords): Partial<AppOptions> {
  return { ...(endpoint === undefined ? {} : { endpoint }), ...(region === undefined ? {} : { region }) };
}

function nameOf({ name }: WhereWords, { env }: Shell): string {
  const named = name ?? env.LOVAGE_APP;
  if (named) return named;
  const problem =
    "Which app? Name it (--name shop, or LOVAGE_APP in the environment), or give its file (--app src/tasks.ts).";
  throw new LovageError("INVALID_USAGE", { problem });
}
