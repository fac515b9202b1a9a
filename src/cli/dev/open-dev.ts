import { join } from "node:path";
import { tableDefinition } from "../../aws/index.ts";
import { type Bundled, type CloudFact, startEmbeddedCloud, watchBundle } from "../../dev/index.ts";
import { LovageError } from "../../errors/index.ts";
import { type Clock, type Logger, uuidIds } from "../../runtime/index.ts";
import type { Environment } from "../../settings/index.ts";
import type { AppDescription } from "./app-description.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type Deployable, deployApp } from "./deploy-app.ts";
import { describeBundle } from "./describe-bundle.ts";
import { shellEnvironment } from "./function-environment.ts";
import { openDashboard } from "./open-dashboard.ts";
import { here, ownDoors } from "./own-doors.ts";
import { QueueNames } from "./queue-names.ts";
import type { DevOrder } from "./read-dev.ts";
import type { SchedulesTaken } from "./sync-schedules.ts";
import { takeUpSchedules } from "./take-up-schedules.ts";
import { tellSchedules } from "./tell-schedules.ts";
import { unservedTeller } from "./unserved-teller.ts";
import { devHandlerSpecifier, workerEntry } from "./worker-entry.ts";

/** How often the cloud's CloudWatch looks at the queues, in milliseconds: what comes and goes within a minute shows in its highest. */
const SAMPLE_EVERY = 10_000;

/** What an app's own cloud stands in. */
export interface DevSurroundings {
  readonly clock: Clock;
  readonly env: Environment;
  /** What relative paths begin at. */
  readonly folder: string;
  readonly logger: Logger;
  /** Is told what happens in the cloud. */
  readonly tell: (fact: CloudFact) => void;
}

/** An app in its own cloud. */
export interface DevSession {
  readonly app: AppDescription;
  readonly endpoint: string;
  /** The address of the dashboard. @default there is none */
  readonly dashboard: string | undefined;
  /** What came of taking up the app's schedules at the start. */
  readonly schedules: SchedulesTaken;
  /** Lets tasks that run end, and then everything go; a second call may hurry. @param grace - in milliseconds. @default 10 s */
  close(grace?: number): Promise<void>;
}

/**
 * Starts the embedded cloud with an app in it: its queues, its table, its schedules, and its function, whose sources are
 * watched. A change that cannot be built or loaded is told of, and the code before it stays in use.
 *
 * @throws LovageError MODULE_NOT_LOADED, NO_APP_FOUND, PORT_TAKEN, DATA_FOLDER_TAKEN, DATA_FILE_DAMAGED
 */
export async function openDev(order: DevOrder, surroundings: DevSurroundings): Promise<DevSession> {
  const { clock, folder, logger } = surroundings;
  const closers: ((grace?: number) => Promise<unknown>)[] = [];
  let closed = false;
  const close = async (grace?: number) => {
    closed = true;
    for (const step of closers) await step(grace);
  };
  try {
    // Changes are taken one after another, and none before the first deployment.
    const deployed = Promise.withResolvers<void>();
    let take = async (_change: Bundled) => {};
    let changes: Promise<void> = deployed.promise;
    const bundles = {
      entry: workerEntry(order.files, folder, { story: !order.json }),
      folder,
      outputFolder: join(cacheFolder(folder), "dev"),
      standIns: { ...ownDoors(), [devHandlerSpecifier]: here("./dev-handler") },
    };
    const watched = await watchBundle(bundles, (bundled) => {
      changes = changes.then(() => (closed ? undefined : take(bundled)));
    });
    closers.push(
      () => watched.close(),
      () => {
        deployed.resolve();
        return changes;
      },
    );

    const first = await deployable(watched.first, order, surroundings);
    const { app } = first;
    const names = new QueueNames();
    const cloud = await startEmbeddedCloud({
      clock,
      ids: uuidIds(clock),
      logger,
      port: order.port,
      dataFolder: order.dataFolder,
      sampleEvery: SAMPLE_EVERY,
      tables: [{ ...tableDefinition(app.table), TableName: app.table }],
      tell: (fact) => surroundings.tell(names.translate(fact)),
    });
    closers.push((grace) => cloud.close(grace));
    cloud.engine.observe(unservedTeller(names, app.name, logger));
    // Where no schedule was ever declared, there is none to take up or to remove.
    let maySchedule = order.dataFolder !== undefined;
    const deploy = async (change: Deployable): Promise<SchedulesTaken> => {
      names.learn(change.app);
      deployApp(cloud, change, { env: surroundings.env, logLevel: order.logLevel });
      maySchedule ||= change.app.schedules.length > 0;
      return maySchedule ? takeUpSchedules(cloud, change.app) : { schedules: [], removed: [], warnings: [] };
    };
    const schedules = await deploy(first);
    let known = schedules.schedules;
    let current = app;
    const dashboard =
      order.dashboard === false
        ? undefined
        : await openDashboard(() => current, cloud.endpoint, logger, order.dashboardPort);
    if (dashboard) closers.unshift(() => dashboard.close());

    take = async (bundled) => {
      try {
        const change = await deployable(bundled, order, surroundings);
        if (change.app.name !== app.name || change.app.table !== app.table) return void logger.warn({}, otherApp);
        if (closed) return;
        current = change.app;
        const taken = await deploy(change);
        if (closed) return;
        logger.info({ tasks: change.app.tasks.length }, "reloaded");
        tellSchedules(taken, known, logger);
        known = taken.schedules;
      } catch (error) {
        if (!LovageError.is(error)) throw error;
        if (!closed) logger.error({ error: { name: error.code, message: error.message } }, unusable);
      }
    };
    deployed.resolve();
    return { app, endpoint: cloud.endpoint, dashboard: dashboard?.url, schedules, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const otherApp = "the app has another name or table: start lovage dev again to use it";
const unusable = "the change is not used; the code before it still is";

/** What came of a build, with the app that it has. @throws LovageError MODULE_NOT_LOADED, NO_APP_FOUND */
async function deployable(bundled: Bundled, { files }: DevOrder, { env, clock }: DevSurroundings): Promise<Deployable> {
  if ("problem" in bundled) {
    throw new LovageError("MODULE_NOT_LOADED", { file: files.join(", "), problem: bundled.problem });
  }
  const code = bundled.file;
  return { code, app: await describeBundle({ file: code, env: shellEnvironment(env) }, files, clock) };
}
