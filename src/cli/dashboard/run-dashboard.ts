import { createDashboard, serveDashboard } from "../../dashboard/index.ts";
import { LovageError } from "../../errors/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import type { Shell } from "../shell.ts";
import { readCount } from "../words/count.ts";

/** `lovage dashboard`, as it was typed. */
export interface DashboardWords extends WhereWords {
  readonly port: string;
  readonly host: string;
  readonly readOnly?: boolean;
  readonly json?: boolean;
}

/** The variables that secrets are read from: what is typed is seen in the list of processes, and kept in histories. */
const passwordVariable = "LOVAGE_DASHBOARD_PASSWORD";
const tokenVariable = "LOVAGE_DASHBOARD_TOKEN";

/** Serves the dashboard of an app until it is told to stop. */
export async function runDashboard(shell: Shell, words: DashboardWords): Promise<ExitCode> {
  const port = readCount(words.port, "--port", 0, 65_535);
  const app = await openApp(words, shell);
  const password = shell.env[passwordVariable];
  const token = shell.env[tokenVariable];
  const tasks = app.tasks.length > 0;
  const dashboard = withSecretsNamed(() =>
    createDashboard(app, {
      ...(password !== undefined && { password }),
      ...(token !== undefined && { token }),
      ...(words.readOnly && { readOnly: true }),
    }),
  );
  const stopped = Promise.withResolvers<void>();
  const unlisten = shell.onSignal(() => stopped.resolve());
  const served = await serveDashboard(dashboard, { port, host: words.host });
  const facts = { app: app.name, url: served.url, protected: dashboard.isProtected, tasks };
  shell.stdout.write(words.json ? `${JSON.stringify(facts)}\n` : `The dashboard of ${app.name} is at ${served.url}\n`);
  await stopped.promise;
  unlisten();
  await served.close();
  return exitCodes.success;
}

/** Refuses a secret by the name of its variable: who typed the command knows no option of that name. */
function withSecretsNamed<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!LovageError.is(error, "INVALID_OPTION")) throw error;
    const variable = { password: passwordVariable, token: tokenVariable }[error.detail.option];
    if (variable === undefined) throw error;
    throw new LovageError(
      "INVALID_USAGE",
      { problem: `${variable} must be ${error.detail.allowed}.` },
      { cause: error },
    );
  }
}
