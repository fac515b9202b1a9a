import type { CloudFact } from "../../dev/index.ts";
import type { Logger, LogSink } from "../../runtime/index.ts";
import type { LogLine } from "../render-log-line.ts";
import { readResultLine } from "./result-line.ts";
import { RunningTasks } from "./running-tasks.ts";
import { tickOf } from "./tick-of.ts";
import { tickTeller } from "./tick-teller.ts";

/** What a story is told with. */
export interface StoryParts {
  /** For what the cloud itself has to say. */
  readonly logger: Logger;
  /** For lines that are printed as they are. */
  readonly sink: LogSink;
  /** Makes a line for people of a line of a worker's log. @default such lines are printed as they are */
  readonly render?: ((line: LogLine) => string) | undefined;
}

/**
 * Tells what happens in the cloud, as Celery's worker does: which tasks were received, how each ended, what the handlers
 * wrote, and which batches come back and why.
 */
export function storyTeller({ logger, sink, render }: StoryParts): (fact: CloudFact) => void {
  /** Results whose tasks have not yet been said to have succeeded. */
  const results = new Map<string, unknown>();
  const running = new RunningTasks();
  const tellTick = tickTeller(logger, { forPeople: render !== undefined });

  const tellLine = (text: string) => {
    const line = parse(text);
    if (line && "runtime" in line && "id" in line && typeof line.id === "string") running.end(line.id);
    if (!render || !line) return sink(text);
    const told = readResultLine(line);
    if (told) return void results.set(told.id, told.result);
    const log = asLogLine(line);
    if (!log) return sink(text);
    const { id } = log.fields as { id?: unknown };
    const hasEnded = "runtime" in log.fields && typeof id === "string";
    const result = hasEnded && results.has(id) ? { result: results.get(id) } : {};
    if (hasEnded) results.delete(id);
    return sink(render({ ...log, fields: { ...log.fields, ...result } }));
  };

  return (fact) => {
    switch (fact.type) {
      case "line":
        return tellLine(fact.line);
      case "batch-invoked":
        for (const message of fact.messages) {
          const { receiveCount } = message;
          const again = receiveCount > 1 ? { receives: receiveCount } : {};
          const named = running.begin(message);
          // A tick that stands for a minute's runs is told of as a tick; its runs are messages of their own.
          if (named && !standsForSeveral(message.body))
            logger.info({ ...named, queue: fact.queue, ...again }, "task received");
        }
        return;
      case "invocation-failed":
      case "environment-lost": {
        const { errorType: name, errorMessage: message, trace } = fact.error;
        const error = { name, message, ...(trace && { stack: trace.join("\n") }) };
        return logger.error(
          { error },
          fact.type === "environment-lost" ? "worker died between two batches" : "worker failed",
        );
      }
      case "batch-failed":
        logger.warn(
          { queue: fact.queue, messages: fact.returned.length, reason: fact.problem },
          "batch will be redelivered",
        );
        for (const id of fact.returned) {
          const named = running.take(id);
          const visibleAt = fact.visibleAt[id];
          const at = visibleAt === undefined ? {} : { at: new Date(visibleAt).toISOString() };
          if (named)
            logger.warn({ ...named, ...at }, "task was cut short, and is taken up again when its lease is over");
        }
        return;
      case "batch-throttled":
        for (const id of fact.returned) running.take(id);
        return logger.warn(
          { queue: fact.queue, messages: fact.returned.length },
          "batch waited too long for a worker, and will be redelivered",
        );
      case "delete-refused":
        return logger.warn(
          { queue: fact.queue, messageId: fact.id, reason: fact.problem },
          "message was handled, and will be redelivered",
        );
      case "tick":
        return tellTick(fact);
      case "batch-answered":
        for (const id of [...fact.returned, ...fact.handled]) running.take(id);
        return logger.debug({ queue: fact.queue, returned: fact.returned.length }, "batch answered");
    }
  };
}

function standsForSeveral(body: string): boolean {
  return tickOf(body)?.window !== undefined;
}

function parse(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** A line as Lovage's own logger writes it. */
function asLogLine(line: object): LogLine | undefined {
  const { time, level, message, ...fields } = line as Record<string, unknown>;
  if (typeof time !== "string" || typeof message !== "string" || !isLevel(level)) return undefined;
  const at = Date.parse(time);
  return Number.isNaN(at) ? undefined : { at, level, message, fields };
}

function isLevel(level: unknown): level is LogLine["level"] {
  return level === "debug" || level === "info" || level === "warn" || level === "error";
}
