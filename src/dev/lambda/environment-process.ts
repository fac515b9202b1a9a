/*
 * The inside of an execution environment: what Lambda's Node runtime does around a handler, in a process of its own. It is
 * started by environment.ts and imported by nobody.
 */
import { functionError } from "./function-error.ts";
import { type InvocationRequest, markLine, type ProcessNews, type ProcessStart } from "./process-messages.ts";

type Handler = (event: unknown, context: object) => unknown;

// What follows the script's name is ours; a module that reads its arguments finds none, as in Lambda.
const { code, context } = JSON.parse(process.argv.splice(2)[0] ?? "{}") as ProcessStart;
let marks = 0;

// Whoever started this process has ended, or let go of it.
process.on("disconnect", () => process.exit());
process.on("uncaughtException", (error) => crash(error));

try {
  const handler = await load();
  process.on("message", (request: InvocationRequest) => void answer(handler, request).then((news) => say(news)));
  say({ type: "ready" });
} catch (error) {
  crash(error);
}

async function load(): Promise<Handler> {
  const { handler }: { handler?: unknown } = await import(code);
  if (typeof handler === "function") return handler as Handler;
  throw Object.assign(new Error(`${code} exports no function "handler"`), { name: "Runtime.HandlerNotFound" });
}

async function answer(handler: Handler, request: InvocationRequest): Promise<ProcessNews> {
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

/** Says it, below all that was written so far. */
function say(news: ProcessNews, then = () => {}): void {
  const mark = ++marks;
  for (const stream of [process.stdout, process.stderr]) stream.write(markLine(mark));
  process.send?.({ mark, ...news }, undefined, undefined, then);
}

/** Ends as Lambda's runtime does after an error that nobody caught. */
function crash(error: unknown): void {
  say({ type: "crashed", error: functionError(error) }, () => process.exit(129));
}
