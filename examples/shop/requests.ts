import type { AsyncResult } from "lovage";
import { paint, say } from "./show.ts";

/** The ids of the tasks that the visitor's requests were turned into. */
export interface SentTasks {
  readonly add: string;
  readonly mail: string;
  readonly thumbnails: readonly string[];
  readonly rates: string;
  readonly doomed: string;
}

/** A visitor of the shop: five requests, each answered before its work is done. */
export async function makeRequests(web: string): Promise<SentTasks> {
  const [add] = await post(web, "/sums", { x: 4, y: 4 });
  const [mail] = await post(web, "/registrations", { name: "Ada Lovelace", email: "ada@example.com" });
  const thumbnails = await post(web, "/thumbnails");
  const [rates] = await post(web, "/rates");
  const [doomed] = await post(web, "/shipments", { order: "A-1815" });
  if (!(add && mail && rates && doomed)) throw new Error("an answer of the web endpoint has no task id");
  return { add, mail, thumbnails, rates, doomed };
}

/** The same sum a few times more, now that everything is warm: how long an answer takes, and how long a result. */
export async function measureSums(web: string, resultOf: (id: string) => AsyncResult): Promise<void> {
  const answers: number[] = [];
  const results: number[] = [];
  for (let x = 1; x <= 5; x++) {
    const begin = performance.now();
    const { ids, took } = await ask(web, "/sums", { x, y: x });
    await Promise.all(ids.map((id) => resultOf(id).get({ timeout: "10s", interval: "5ms" })));
    answers.push(took);
    results.push(performance.now() - begin);
  }
  say(
    "web",
    `five more sums: answered after ${median(answers)} ms, results there after ${median(results)} ms (medians)`,
  );
}

function median(times: readonly number[]): string {
  return (times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0).toFixed(1);
}

async function post(web: string, path: string, body: object = {}): Promise<string[]> {
  const { ids, took } = await ask(web, path, body);
  const sent = ids.length === 1 ? "1 task" : `${ids.length} tasks`;
  say("web", `POST ${path} ${JSON.stringify(body)} -> ${paint("green", "202")} in ${took.toFixed(1)} ms, ${sent} sent`);
  return ids;
}

async function ask(web: string, path: string, body: object): Promise<{ ids: string[]; took: number }> {
  const begin = performance.now();
  const answer = await fetch(`${web}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const took = performance.now() - begin;
  const text = await answer.text();
  if (answer.status !== 202) throw new Error(`POST ${path} was answered ${answer.status}: ${text}`);
  const { ids } = JSON.parse(text) as { ids: string[] };
  return { ids, took };
}
