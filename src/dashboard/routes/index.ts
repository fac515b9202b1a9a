import type { Route } from "../route.ts";
import { app } from "./app.ts";
import { history } from "./history.ts";
import { overview } from "./overview.ts";
import { record } from "./record.ts";
import { send } from "./send.ts";
import { workers } from "./workers.ts";

/** All operations of the API, in the order of its description. */
export const routes: readonly Route[] = [app, overview, history, record, send, workers];
