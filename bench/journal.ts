/*
 * A million lines of the journal in the embedded cloud's table: what the dashboard's pages ask of DynamoDB then, by count.
 * The first 600,000 lie in a day of its own pace; the others in one minute, as when a queue that was full is let loose.
 */

import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { awsAdapters, tableDefinition } from "../src/aws/index.ts";
import { createDashboard } from "../src/dashboard/index.ts";
import { createApp } from "../src/index.ts";
import type { JournalLine } from "../src/lifecycle/index.ts";
import { FrozenClock, silentLogger, uuidIds } from "../src/runtime/index.ts";
import { mustHold, printTable } from "./table.ts";

/** dynalite brings no types. */
const dynalite: (options: object) => Server = createRequire(import.meta.url)("dynalite");

const MINUTE = 60_000;
const now = Date.UTC(2026, 4, 5, 12);
const crowded = now - 10 * MINUTE;
const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
const { promise: listening, resolve: ready } = Promise.withResolvers<void>();
server.listen(0, "127.0.0.1", () => ready());
await listening;
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

process.env.AWS_REGION = "eu-north-1";
process.env.AWS_ACCESS_KEY_ID = "bench";
process.env.AWS_SECRET_ACCESS_KEY = "bench";
const clock = new FrozenClock(new Date(now));
const app = createApp({
  name: "bench",
  endpoint,
  queues: { default: { url: `${endpoint}/1/none` } },
  logger: silentLogger,
});
const runtime = { ...app.runtime, clock };
const adapters = awsAdapters(app.settings, runtime);
const definition = tableDefinition(app.settings.table);
await new DynamoDBClient({ endpoint }).send(new CreateTableCommand(definition));

const ids = uuidIds(clock);
const tasks = Array.from({ length: 20 }, (_, index) => `orders.step-${index}`);
const linesAt = (at: number, count: number) =>
  Array.from(
    { length: count },
    (_, index): JournalLine => ({
      id: ids(),
      task: tasks[index % tasks.length] ?? "",
      queue: "default",
      state: index % 50 === 0 ? "FAILURE" : "SUCCESS",
      attempt: 1,
      startedAt: at - index,
      runtime: index % 900,
    }),
  );
let written = 0;
const write = async (at: number, count: number) => {
  await adapters.store.write([], { at, worker: `worker-${at % 40}`, lines: linesAt(at, count) });
  written += count;
};
for (let minute = 1_440; minute > 0; minute -= 8) {
  await Promise.all(Array.from({ length: 8 }, (_, next) => write(now - (minute - next) * MINUTE + 500, 417)));
}
for (let batch = 0; written < 1_000_000; batch++) await write(crowded + 1_000 + batch * 600, 5_000);
mustHold(`a million lines are there (${written})`, written >= 1_000_000);

let queries = 0;
let lines = 0;
const store = new Proxy(adapters.store, {
  get: (target, name) => {
    if (name !== "journal") return Reflect.get(target, name).bind(target);
    return async function* (range: Parameters<typeof target.journal>[0]) {
      for await (const entry of target.journal(range)) {
        lines += entry.lines.length;
        yield entry;
      }
    };
  },
});
server.on("request", (request) => {
  if (String(request.headers["x-amz-target"]).endsWith(".Query")) queries++;
});
app.connect({ ...adapters, store }, { clock, logger: silentLogger });
const { fetch } = createDashboard(app);

const rows: (string | number)[][] = [];
const ask = async (what: string, path: string, most: { queries: number; lines: number }) => {
  queries = 0;
  lines = 0;
  const begin = performance.now();
  const response = await fetch(new Request(`http://localhost${path}`));
  const answer = (await response.json()) as { lines?: unknown[]; next?: string | null };
  rows.push([what, queries, lines, Math.round(performance.now() - begin)]);
  mustHold(`${what}: answered, ${queries} queries (at most ${most.queries})`, response.ok && queries <= most.queries);
  mustHold(`${what}: ${lines} lines read (at most ${most.lines})`, lines <= most.lines);
  return answer;
};

await ask("the newest tasks", "/api/history", { queries: 5, lines: 1_000 });
await ask("the same again", "/api/history", { queries: 5, lines: 1_000 });
const at = new Date(crowded + MINUTE).toISOString();
const page = await ask("in the crowded minute", `/api/history?to=${at}`, { queries: 5, lines: 1_000 });
await ask("its next page", `/api/history?to=${at}&cursor=${page.next}`, { queries: 5, lines: 1_000 });
await ask("a search that finds nothing", "/api/history?search=nowhere", { queries: 40, lines: 60_000 });
await ask("the overview of an hour", "/api/overview?minutes=60", { queries: 90, lines: 430_000 });
await ask("the same again", "/api/overview?minutes=60", { queries: 4, lines: 2_000 });
await ask("the overview of a day", "/api/overview?minutes=1440", { queries: 1_440, lines: 600_000 });
await ask("the same again", "/api/overview?minutes=1440", { queries: 10, lines: 2_000 });
printTable(["what is asked of a journal of a million lines", "queries", "lines read", "ms here"], rows);
server.closeAllConnections();
server.close();
