import { join } from "node:path";
import { tableDefinition } from "../../aws/index.ts";
import { type Bundled, type CloudFact, startEmbeddedCloud, watchBundle } from "../../dev/index.ts";
import { LovageError } from "../../errors/index.ts";
import { type Clock, type Logger, uuidIds } from "../../runtime/index.ts";
import type { Environment } from "../../settings/index.ts";
import type { AppDescription } from "./app-description.ts";
import { cacheFolder } from "./cache-folder.ts";
import { describeBundle } from "./describe-bundle.ts";
import { functionEnvironment, shellEnvironment } from "./function-environment.ts";
import { here, ownDoors } from "./own-doors.ts";
import { planCloud } from "./plan-cloud.ts";
import type { DevOrder } from "./read-dev.ts";
import { devHandlerSpecifier, workerEntry } from "./worker-entry.ts";

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
  /** Lets tasks that run end, and then everything go; a second call may hurry. @param grace - in milliseconds. @default 10 s */
  close(grace?: number): Promise<void>;
}

/**
 * Starts the embedded cloud with an app in it: its queues, its table, and its function, whose sources are watched. A change
 * that cannot be built or loaded is told of, and the code before it stays in use.
 *
 * @throws LovageError MODULE_NOT_LOADED, NO_APP_FOUND, PORT_TAKEN, DATA_FOLDER_TAKEN, DATA_FILE_DAMAGED
 */
export async function openDev(order: DevOrder, surroundings: DevSurroundings): Promise<DevSession> {
  const { files, port, dataFolder } = order;
  const { clock, env, folder, logger, tell } = surroundings;
  const describe = (file: string) => describeBundle({ file, env: shellEnvironment(env) }, files, clock);

  const started = Promise.withResolvers<(bundled: Bundled) => Promise<void>>();
  let changes: Promise<unknown> = Promise.resolve();
  const bundles = {
    entry: workerEntry(files, folder, { story: !order.json }),
    folder,
    outputFolder: join(cacheFolder(folder), "dev"),
    standIns: { ...ownDoors(), [devHandlerSpecifier]: here("./dev-handler") },
  };
  const watched = await watchBundle(bundles, (bundled) => {
    changes = changes.then(async () => (await started.promise)(bundled));
  });

  try {
    const app = await describe(fileOf(watched.first, files));
    const tables = [{ ...tableDefinition(app.table), TableName: app.table }];
    const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), logger, port, dataFolder, tables, tell });
    const { endpoint } = cloud;
    const deploy = (code: string, described: AppDescription) => {
      const { queues, timeout, mappings } = planCloud(described);
      for (const queue of queues) cloud.provide(queue);
      const environment = functionEnvironment(env, described, endpoint, order.logLevel);
      cloud.deploy({ name: `${app.name}-worker`, code, env: environment, timeout, mappings });
    };
    deploy(fileOf(watched.first, files), app);

    started.resolve(async (bundled) => {
      try {
        const code = fileOf(bundled, files);
        const changed = await describe(code);
        if (changed.name !== app.name || changed.table !== app.table) {
          return logger.warn(
            { app: changed.name, table: changed.table },
            "the app has another name or table: start lovage dev again to use it",
          );
        }
        deploy(code, changed);
        logger.info({ tasks: changed.tasks.length }, "reloaded");
      } catch (error) {
        if (!LovageError.is(error)) throw error;
        logger.error(
          { error: { name: error.code, message: error.message } },
          "the change is not used; the code before it still is",
        );
      }
    });

    let unwatched: Promise<void> | undefined;
    return {
      app,
      endpoint,
      async close(grace) {
        unwatched ??= watched.close();
        await unwatched;
        await changes;
        await cloud.close(grace);
      },
    };
  } catch (error) {
    await watched.close();
    throw error;
  }
}

function fileOf(bundled: Bundled, files: readonly string[]): string {
  if ("file" in bundled) return bundled.file;
  throw new LovageError("MODULE_NOT_LOADED", { file: files.join(", "), problem: bundled.problem });
}
