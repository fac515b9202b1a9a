import type { Hono } from "hono";
import { LovageError } from "../../errors/index.ts";

/** What Flower's API does to a worker, and what there is here in its place. */
const refusals: Readonly<Record<string, { readonly what: string; readonly instead: string }>> = {
  "/api/worker/shutdown/:worker": {
    what: "shutting a worker down",
    instead:
      "Lambda ends a function that has nothing to do; stop a poller with SIGTERM, or disable the event source mapping",
  },
  "/api/worker/pool/restart/:worker": {
    what: "restarting a worker's pool",
    instead: "deploy the function anew, or start the poller again",
  },
  "/api/worker/pool/grow/:worker": {
    what: "growing a worker's pool",
    instead: "Lambda grows by itself, up to maxConcurrency of the queue; a poller has --concurrency",
  },
  "/api/worker/pool/shrink/:worker": {
    what: "shrinking a worker's pool",
    instead: "Lambda shrinks by itself; set maxConcurrency of the queue",
  },
  "/api/worker/pool/autoscale/:worker": {
    what: "scaling a worker's pool",
    instead: "Lambda scales by itself, up to maxConcurrency of the queue",
  },
  "/api/worker/queue/add-consumer/:worker": {
    what: "giving a worker another queue",
    instead: "an event source mapping does so (queues of the construct); a poller has --queues",
  },
  "/api/worker/queue/cancel-consumer/:worker": {
    what: "taking a queue from a worker",
    instead: "disable the queue's event source mapping; a poller has --queues",
  },
  "/api/task/timeout/:task": {
    what: "changing a task's time limit on a running worker",
    instead: "set timeLimit of the task, or of a single call, in code",
  },
  "/api/task/rate-limit/:task": {
    what: "limiting a task's rate on a worker",
    instead: "set maxConcurrency of its queue",
  },
};

/** Answers what of Flower's API has no meaning here with a sentence of what to do instead. */
export function mountRefusals(hono: Hono): void {
  for (const [path, refusal] of Object.entries(refusals)) {
    hono.post(path, () => {
      throw new LovageError("NO_SUCH_CONTROL", refusal);
    });
  }
  hono.get("/api/task/events/*", () => {
    const instead = "ask /api/history for what has ended, or read the workers' log";
    throw new LovageError("NO_SUCH_CONTROL", { what: "a stream of events", instead });
  });
}
