/*
 * The inside of an execution environment: what Lambda's Node runtime does around a handler, in a worker thread. It is
 * started by environment.ts and imported by nobody.
 */
import { parentPort, workerData } from "node:worker_threads";
import { functionError } from "./function-error.ts";
import type { ThreadMessage, ThreadRequest, ThreadStart } from "./thread-messages.ts";

type Handler = (event: unknown, context: object) => unknown;

const port = parentPort;
if (!port) throw new Error("environment-thread is the body of a worker thread");
const { code, context } = workerData as ThreadStart;
const say = (message: ThreadMessage) => port.postMessage(message);

// A thread's own standard output loses what is written before it is terminated; a message that is posted arrives.
for (const stream of ["stdout", "stderr"] as const) {
  process[stream].write = (chunk: string | Uint8Array, second?: unknown, third?: unknown) => {
    say({ type: "output", stream, text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8") });
    const written = typeof second === "function" ? second : third;
    if (typeof written === "function") process.nextTick(written as () => void);
    return true;
  };
}

process.setSourceMapsEnabled(true);

let handler: Handler | undefined;
try {
  handler = await load();
} catch (error) {
  say({ type: "init-failed", error: functionError(error) });
}
if (handler) {
  const ready = handler;
  port.on("message", (request: ThreadRequest) => void answer(ready, request).then(say));
  say({ type: "ready" });
}

async function load(): Promise<Handler> {
  const { handler }: { handler?: unknown } = await import(code);
  if (typeof handler === "function") return handler as Handler;
  throw Object.assign(new Error(`${code} exports no function "handler"`), { name: "Runtime.HandlerNotFound" });
}

async function answer(handler: Handler, request: ThreadRequest): Promise<ThreadMessage> {
  const { requestId, traceId, event, remaining } = request;
  const deadline = performance.now() + remaining;
  process.env._X_AMZN_TRACE_ID = traceId;
  try {
    const result = await handler(JSON.parse(event), {
      ...context,
      awsRequestId: requestId,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    });
    return { type: "returned", payload: JSON.stringify(result) ?? "null" };
  } catch (error) {
    return { type: "threw", error: functionError(error) };
  }
}
