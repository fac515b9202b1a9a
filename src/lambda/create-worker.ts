import { type App, appOf } from "../app/index.ts";
import { consumeBatch } from "../consumer/index.ts";
import { LovageError, show } from "../errors/index.ts";
import { Invocation, type Worker } from "../execution/index.ts";
import type { Clock } from "../runtime/index.ts";
import { guardMargin, inLambda, partialResponsesOn, partialResponsesVariable } from "../settings/index.ts";
import { queueFinder } from "./queue-of.ts";
import { type LambdaContext, type SqsBatchResponse, type SqsEvent, toDelivery } from "./sqs-event.ts";

/** A Lambda handler for SQS. Async and of two parameters, as Node 24's runtime wants it. */
export interface LambdaHandler {
  (event: SqsEvent, context: LambdaContext): Promise<SqsBatchResponse>;
  /**
   * Cuts short what runs, for who hosts the handler elsewhere than in Lambda and is about to end: signals are aborted, and a
   * second later what has not ended is given back all the same.
   */
  stop(): void;
}

/** How long a task that is cut short by `stop` has to end by itself, in milliseconds. */
const ENDING = 1_000;

/**
 * Makes the Lambda handler that runs an app's tasks:
 *
 * ```ts
 * import { createWorker } from "lovage/worker";
 * import * as tasks from "./tasks";
 * export const handler = createWorker(tasks);
 * ```
 *
 * @param modules - the app, or modules of which one exports it; naming the others keeps a bundler from dropping them
 * @throws LovageError NO_APP_FOUND. The handler itself throws only NOT_LAMBDA_EVENT, and PARTIAL_RESPONSES_OFF where
 * an answer would not be heard: then everything is redelivered, and nothing is lost.
 */
export function createWorker(...modules: readonly [object, ...object[]]): LambdaHandler {
  const app = findApp(modules);
  app.include(...modules);
  let ready: Promise<Prepared> | undefined;
  const start = () => {
    ready ??= prepare(app);
    // A failed start is tried again by the next invocation, not remembered for ever.
    ready.catch(() => {
      ready = undefined;
    });
    return ready;
  };
  // In a function the clients are loaded while it initialises, which has a whole processor to itself.
  if (inLambda()) void start();
  const running = new Set<Invocation>();
  const handler = async (event: SqsEvent, context: LambdaContext) => {
    if (!Array.isArray(event?.Records)) throw new LovageError("NOT_LAMBDA_EVENT", { got: show(event) });
    return handle(event, context, await start(), running);
  };
  const stop = () => {
    for (const invocation of running) invocation.cut("stop");
    app.runtime.clock.after(ENDING, () => {
      for (const invocation of running) invocation.abandon("stop");
    });
  };
  return Object.assign(handler, { stop });
}

interface Prepared {
  readonly worker: Worker;
  readonly queueOf: (arn: string) => string;
}

async function prepare(app: App): Promise<Prepared> {
  return { worker: await app.worker(), queueOf: queueFinder(app.settings) };
}

async function handle(
  event: SqsEvent,
  context: LambdaContext,
  { worker, queueOf }: Prepared,
  running: Set<Invocation>,
): Promise<SqsBatchResponse> {
  const { clock } = worker.runtime;
  const remaining = context.getRemainingTimeInMillis();
  const invocation = new Invocation({ worker: context.logStreamName, clock, deadline: clock.now() + remaining });
  const release = guard(invocation, clock, remaining);
  running.add(invocation);
  const deliveries = event.Records.map((record) => toDelivery(record, queueOf(record.eventSourceARN)));
  const { kept } = await consumeBatch(deliveries, worker, invocation).finally(() => {
    release();
    running.delete(invocation);
  });
  if (kept.length > 0 && !partialResponsesOn()) {
    throw new LovageError("PARTIAL_RESPONSES_OFF", { variable: partialResponsesVariable });
  }
  // Ids of the event and nothing else: one that is unknown, empty or null would fail the whole batch.
  return { batchItemFailures: kept.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** Before the deadline the batch is cut, and half a margin later abandoned, so that its outcome is still written and answered. */
function guard(invocation: Invocation, clock: Clock, remaining: number): () => void {
  const margin = guardMargin(remaining);
  const timers = [
    clock.after(remaining - margin, () => invocation.cut("deadline")),
    clock.after(remaining - margin / 2, () => invocation.abandon("deadline")),
  ];
  return () => {
    for (const timer of timers) timer.cancel();
  };
}

function findApp(modules: readonly object[]): App {
  for (const module of modules) {
    const app = appOf(module);
    if (app) return app;
  }
  throw new LovageError("NO_APP_FOUND", { file: "createWorker's argument" });
}
