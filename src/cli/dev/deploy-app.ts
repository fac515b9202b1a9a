import type { EmbeddedCloud } from "../../dev/index.ts";
import type { LogLevel } from "../../runtime/index.ts";
import type { Environment } from "../../settings/index.ts";
import type { AppDescription } from "./app-description.ts";
import { functionEnvironment } from "./function-environment.ts";
import { planCloud } from "./plan-cloud.ts";

/** An app's code, ready to be deployed. */
export interface Deployable {
  readonly app: AppDescription;
  /** The path of the bundle. */
  readonly code: string;
}

/** The name of an app's function. */
export function functionName({ name }: AppDescription): string {
  return `${name}-worker`;
}

/** Brings an app into the cloud, or a change of it: its queues, its function, and what calls it. */
export function deployApp(
  cloud: EmbeddedCloud,
  { app, code }: Deployable,
  { env, logLevel }: { readonly env: Environment; readonly logLevel: LogLevel },
): void {
  const { queues, timeout, mappings } = planCloud(app);
  for (const queue of queues) cloud.provide(queue);
  cloud.provideScheduleGroup(app.scheduleGroup);
  const environment = functionEnvironment(env, app, cloud.endpoint, logLevel);
  cloud.deploy({ name: functionName(app), code, env: environment, timeout, mappings });
}
