import { createWorker } from "../../src/worker.ts";
import * as tasks from "./soak-tasks.ts";

/** The soak's Lambda function. */
export const handler = createWorker(tasks);
