import type { Route } from "../route.ts";
import { app } from "./app.ts";
import { deadLetters, discard, redrive, retry } from "./dead-letters.ts";
import { history } from "./history.ts";
import { overview } from "./overview.ts";
import { queueHistory } from "./queue-history.ts";
import { purge, queues } from "./queues.ts";
import { record } from "./record.ts";
import { revoke } from "./revoke.ts";
import {
  disableSchedule,
  enableSchedule,
  putSchedule,
  removeSchedule,
  runSchedule,
  schedule,
  schedules,
} from "./schedules.ts";
import { send } from "./send.ts";
import { workers } from "./workers.ts";

/** All operations of the API, in the order of its description. */
export const routes: readonly Route[] = [
  ...[app, overview, history, record, revoke, retry, send],
  ...[queues, queueHistory, purge],
  ...[deadLetters, redrive, discard],
  ...[schedules, schedule, putSchedule, enableSchedule, disableSchedule, runSchedule, removeSchedule],
  workers,
];
