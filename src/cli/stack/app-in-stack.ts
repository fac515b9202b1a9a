import type { DeployedStack } from "../../aws/cloudformation/index.ts";
import { LovageError } from "../../errors/index.ts";
import { type AppOptions, type Environment, readSettings, variables } from "../../settings/index.ts";

/**
 * The options of an app as its stack tells them: its name, queues, dead letters, table, and what the beat needs. Each output
 * of `new Lovage(…)` has the name of an environment variable as its description. Pure.
 *
 * @param name - which of several apps. @default the only one
 * @throws LovageError NO_APP_IN_STACK, INVALID_USAGE when there are several and none is named, INVALID_ENVIRONMENT
 */
export function appInStack(stack: DeployedStack, name?: string): AppOptions {
  const environment = Object.fromEntries(
    stack.outputs.flatMap(({ description, value }) =>
      description?.startsWith("LOVAGE_") ? [[description, value]] : [],
    ),
  );
  const app = name ?? onlyApp(stack, environment);
  const { queues, table } = variables(app);
  if (environment[queues] === undefined && environment[table] === undefined) {
    const [known, status] = [appsOf(environment), stack.status];
    throw new LovageError("NO_APP_IN_STACK", { stack: stack.name, app: name, known, status });
  }
  return optionsFrom(app, environment);
}

function onlyApp(stack: DeployedStack, environment: Environment): string {
  const apps = appsOf(environment);
  const [app] = apps;
  if (apps.length > 1) {
    const problem = `The stack "${stack.name}" has several apps: ${apps.join(", ")}. Say which: --name ${app}.`;
    throw new LovageError("INVALID_USAGE", { problem });
  }
  if (app === undefined && Object.keys(environment).some((variable) => variable.endsWith("_QUEUES"))) {
    const problem = `The stack "${stack.name}" does not tell its app's name (it was deployed by an earlier Lovage, or by hand). Say it: --name shop.`;
    throw new LovageError("INVALID_USAGE", { problem });
  }
  if (app === undefined)
    throw new LovageError("NO_APP_IN_STACK", { stack: stack.name, known: [], status: stack.status });
  return app;
}

/** The names of the apps whose outputs these are. */
function appsOf(environment: Environment): string[] {
  return Object.entries(environment)
    .flatMap(([variable, app = ""]) => (app !== "" && variables(app).app === variable ? [app] : []))
    .sort();
}

/** What an environment says as options, which win over the environment of this process. */
function optionsFrom(name: string, environment: Environment): AppOptions {
  const { queues, table, routes, beatRole, beatDeadLetters, scheduleGroup, payloadBucket } = readSettings(
    { name },
    environment,
  );
  return {
    name,
    queues,
    table,
    scheduleGroup,
    ...(Object.keys(routes).length > 0 && { routes }),
    ...(beatRole !== undefined && { beatRole }),
    ...(payloadBucket !== undefined && { payloadBucket }),
    ...(beatDeadLetters !== undefined && { beatDeadLetters }),
  };
}
