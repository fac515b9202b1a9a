import { RetryAfter } from "lovage";
import { app } from "./app.ts";

/** Exchange rates by currency, from one euro. */
export type Rates = Record<string, number>;

/** Fetches exchange rates from a service that is often busy and then says when to come back: Retry-After, in seconds. */
export const fetchRates = app.task(
  "calls.fetch-rates",
  { bind: true, retry: { max: 5 }, timeLimit: "20s" },
  async (task, url: string): Promise<Rates> => {
    const answer = await fetch(url, { signal: task.signal });
    if (answer.status === 503) {
      const seconds = Number(answer.headers.get("retry-after") ?? 5);
      task.log.warn("the service is busy", { status: answer.status, retryAfter: seconds, attempt: task.attempt });
      throw new RetryAfter(`${seconds}s`, { message: `${url} is busy` });
    }
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return (await answer.json()) as Rates;
  },
);

/** Fails every time: after its one retry it is FAILURE, and its message waits among the dead letters. */
export const doomed = app.task(
  "doomed",
  { retry: { max: 1, backoff: "fixed", delay: "1s", jitter: "none" } },
  (order: string): never => {
    throw new Error(`no carrier delivers order ${order}`);
  },
);
