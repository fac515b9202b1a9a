import { type App, createApp } from "../../app/index.ts";
import { accountId, region } from "../../dev/index.ts";
import type { Logger } from "../../runtime/index.ts";
import type { AppDescription } from "./app-description.ts";
import { anyRole } from "./function-environment.ts";

/** An app in the embedded cloud, as a program beside it has it: by its name, without its tasks, and whatever the shell's environment says. */
export function appInCloud(app: AppDescription, endpoint: string, logger: Logger): App {
  const url = (sqsName: string) => `${endpoint}/${accountId}/${sqsName}`;
  const queues = app.queues.map(({ name, sqsName, deadLetterName }) => {
    return [name, { url: url(sqsName), deadLetterUrl: url(deadLetterName) }] as const;
  });
  return createApp({
    ...{ name: app.name, table: app.table, routes: app.routes, scheduleGroup: app.scheduleGroup },
    ...{ endpoint, region, logger, beatRole: anyRole, queues: Object.fromEntries(queues) },
  });
}
