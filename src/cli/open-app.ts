import { type App, createApp } from "../app/index.ts";
import { LovageError } from "../errors/index.ts";
import type { AppOptions } from "../settings/index.ts";
import type { WhereWords } from "./commands/where-options.ts";
import type { Shell } from "./shell.ts";

/**
 * The app that a command talks to: the one in the files, with its tasks, or one that is known by its name or its stack
 * alone.
 *
 * @param options - options that were typed, which win over the app's own and the stack's
 * @throws LovageError INVALID_USAGE, what loading a file throws, and what reading a stack does
 */
export async function openApp(words: WhereWords, shell: Shell, options: Partial<AppOptions> = {}): Promise<App> {
  const place = placeOf(words);
  const app = words.app
    ? await appOfFiles(words.app, words, { ...place, ...options })
    : createApp({ ...(await named(words, shell)), ...place, ...options });
  shell.connect?.(app);
  return app;
}

async function appOfFiles(files: readonly string[], words: WhereWords, typed: Partial<AppOptions>): Promise<App> {
  if (words.name !== undefined) {
    throw new LovageError("INVALID_USAGE", { problem: "An app's file says its name: give --app or --name, not both." });
  }
  // The loader brings a bundler with it, which a command that names its app can do without.
  const { loadApp } = await import("./load-app.ts");
  const app = await loadApp(files);
  const { name: _, ...deployed } = words.stack === undefined ? {} : await stackOf(words.stack, words, app.name);
  const options = { ...deployed, ...typed };
  return Object.keys(options).length === 0 ? app : app.configure(options);
}

/** An app that is known by its name, or by the stack that it is in. */
async function named(words: WhereWords, { env }: Shell): Promise<AppOptions> {
  if (words.stack !== undefined) return stackOf(words.stack, words, words.name);
  const name = words.name ?? env.LOVAGE_APP;
  if (name) return { name };
  const problem =
    "Which app? Name it (--name shop, or LOVAGE_APP in the environment), its stack (--stack Shop), or its file (--app src/tasks.ts).";
  throw new LovageError("INVALID_USAGE", { problem });
}

async function stackOf(
  stack: string,
  words: WhereWords,
  app: string | undefined,
): Promise<Partial<AppOptions> & { name: string }> {
  // CloudFormation's client is tens of milliseconds to load, for those who say --stack.
  const { openStack } = await import("./stack/open-stack.ts");
  return openStack(stack, placeOf(words), app);
}

/** What was typed of where AWS is. The rest is left to the app and the environment. */
function placeOf({ endpoint, region, profile }: WhereWords): Pick<AppOptions, "endpoint" | "region" | "profile"> {
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
  };
}
