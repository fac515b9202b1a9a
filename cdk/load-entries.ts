import { resolve } from "node:path";
import { Annotations, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { LovageError } from "../src/errors/index.ts";
import { partialResponsesVariable, readSettings, type Settings, variables } from "../src/settings/index.ts";
import { type LoadedEntry, type LoadOptions, loadEntry } from "./load-entry.ts";
import type { LovageProps } from "./lovage-props.ts";
import type { WorkerPlan } from "./plan-workers.ts";

/** What the modules of an app's workers say of it. */
export interface LoadedApp {
  readonly entries: readonly LoadedEntry[];
  /** As they will be in the workers. */
  readonly settings: Settings;
}

/**
 * Loads the entries of an app's workers, each once, unless the app declares no schedules there (`schedules: false`), or its
 * stack is not being synthesized to be deployed (`cdk ls`): then as little is known of it as a template needs.
 *
 * @throws LovageError as `loadEntry`; INVALID_OPTION when an entry's app has another name
 */
export function loadEntries(scope: Construct, props: LovageProps, plans: readonly WorkerPlan[]): LoadedApp {
  const told = {
    [variables(props.app).routes]: JSON.stringify(props.routes ?? {}),
    [partialResponsesVariable]: "1",
  };
  const wanted = props.schedules !== false && Stack.of(scope).bundlingRequired;
  const entries = wanted ? distinct(plans, told).flatMap((options) => load(scope, props.app, options)) : [];
  return { entries, settings: entries[0]?.settings ?? readSettings({ name: props.app }, told) };
}

/** The entries to load, the one of the default worker first. */
function distinct(plans: readonly WorkerPlan[], told: Readonly<Record<string, string>>): LoadOptions[] {
  const all = plans.map(
    ({ props: { entry, handler, projectRoot = ".", bundling, environment } }): LoadOptions => ({
      ...bundling,
      entry,
      handler,
      projectRoot: resolve(projectRoot),
      environment: { ...environment, ...told },
    }),
  );
  return [...new Map(all.toReversed().map((options) => [JSON.stringify(options), options])).values()].toReversed();
}

function load(scope: Construct, app: string, options: LoadOptions): LoadedEntry[] {
  const { entry } = options;
  const loaded = loadEntry(options);
  if (!loaded) {
    const fix = "Export the app too, or set schedules: false";
    const warning = `${entry} exports no app, so the schedules that it may declare are not deployed. ${fix}.`;
    Annotations.of(scope).addWarningV2("lovage:schedules-unknown", warning);
    return [];
  }
  if (loaded.app.name === app) return [loaded];
  const allowed = `"${loaded.app.name}", the name that ${entry} gives to createApp`;
  throw new LovageError("INVALID_OPTION", { option: "app", where: "Lovage", got: app, allowed });
}
