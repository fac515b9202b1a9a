import { z } from "zod";
import { JOURNAL_RETENTION } from "../../lifecycle/index.ts";
import { CLOCK_SKEW, LATE_BATCH, MOST_SEEN, WINDOW } from "../journal/bounds.ts";
import type { FoundLine } from "../journal/find-lines.ts";
import { route } from "../route.ts";
import { flowerMoment, momentOf } from "./flower-moment.ts";
import { latestLines } from "./latest-lines.ts";
import { readSearch } from "./read-search.ts";
import { fieldsOfLine, taskFields } from "./task-fields.ts";

const attributes = {
  name: (a, b) => compare(a.task, b.task),
  state: (a, b) => compare(a.state, b.state),
  received: (a, b) => a.startedAt - b.startedAt,
  started: (a, b) => a.startedAt - b.startedAt,
} satisfies Record<string, (a: FoundLine, b: FoundLine) => number>;
type Attribute = keyof typeof attributes;
const names = Object.keys(attributes) as Attribute[];

/** The tasks that ended, each once. */
export const tasks = route({
  method: "get",
  path: "/api/tasks",
  tag: "flower",
  summary: "Flower's list of tasks: those of which an attempt ended in the last six hours, or since received_start",
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    offset: z.coerce.number().int().min(0).max(MOST_SEEN).default(0),
    sort_by: z.enum([...names, ...names.map((name) => `-${name}` as const)]).optional(),
    workername: z.string().optional(),
    taskname: z.string().optional(),
    state: z.string().optional(),
    received_start: flowerMoment.optional(),
    received_end: flowerMoment.optional(),
    search: z.string().max(300).optional(),
  }),
  answer: z.record(z.string(), taskFields),
  async handle({ query }, { worker, journal }) {
    const { limit, offset, sort_by: sortBy, search = "" } = query;
    const now = worker.runtime.clock.now();
    const latest = query.received_end === undefined ? now + CLOCK_SKEW : momentOf(query.received_end);
    const earliest = query.received_start === undefined ? latest - WINDOW : momentOf(query.received_start);
    const from = Math.max(earliest, now - JOURNAL_RETENTION);
    // What began before `latest` can have ended after it: the journal goes by the end.
    const to = Math.min(now + CLOCK_SKEW, latest + LATE_BATCH);
    const isFound = readSearch(search);
    const lines = await latestLines(journal.newestFirst(from, to), {
      ...{ limit, offset, mostSeen: MOST_SEEN, order: sortBy === undefined ? undefined : orderOf(sortBy) },
      isWanted: (line) =>
        isNamed(query.taskname, line.task) &&
        isNamed(query.workername, line.worker) &&
        isNamed(query.state, line.state) &&
        line.startedAt >= earliest &&
        line.startedAt <= latest &&
        isFound(line),
    });
    const records = await worker.store.readMany(lines.map(({ id }) => id));
    return Object.fromEntries(lines.map((line) => [line.id, fieldsOfLine(line, recordOf(line))]));

    /** The record, while it still says what the line does: a redrive, or another attempt, has more to come. */
    function recordOf({ id, attempt }: FoundLine) {
      const record = records.get(id);
      return record?.attempt === attempt ? record : undefined;
    }
  },
});

/** Flower's page says "All" where it means no filter, and so do scripts that were copied from it. */
function isNamed(wanted: string | undefined, name: string): boolean {
  return wanted === undefined || wanted === "" || wanted === "All" || wanted === name;
}

function orderOf(word: Attribute | `-${Attribute}`): (a: FoundLine, b: FoundLine) => number {
  const order = attributes[word.replace(/^-/, "") as Attribute];
  return word.startsWith("-") ? (a, b) => order(b, a) : order;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
