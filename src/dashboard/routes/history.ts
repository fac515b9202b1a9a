import { z } from "zod";
import { JOURNAL_RETENTION } from "../../lifecycle/index.ts";
import { CLOCK_SKEW, MOST_SEEN, WINDOW } from "../journal/bounds.ts";
import { findLines } from "../journal/find-lines.ts";
import { type Place, placeText, readPlace } from "../journal/place.ts";
import { route } from "../route.ts";
import { endedState, millis, moment, momentText } from "./schemas.ts";

/** The ended attempts, newest first, page by page. */
export const history = route({
  method: "get",
  path: "/api/history",
  tag: "tasks",
  summary: "Attempts that ended, the newest first, from the journal of the last seven days",
  query: z.object({
    limit: z.coerce.number().int().min(1).max(500).default(50),
    cursor: z.string().optional(),
    task: z.string().optional(),
    state: endedState.optional(),
    queue: z.string().optional(),
    worker: z.string().optional(),
    search: z.string().max(300).optional(),
    from: moment.optional(),
    to: moment.optional(),
  }),
  answer: z.object({
    lines: z.array(
      z.object({
        id: z.string(),
        task: z.string(),
        queue: z.string(),
        state: endedState,
        attempt: z.int(),
        startedAt: moment,
        runtime: millis,
        endedAt: moment,
        worker: z.string(),
      }),
    ),
    /** The `cursor` of the next page; null at the end. */
    next: z.string().nullable(),
    /** Back to when this page has looked: a filter that finds little is asked again with `next`. */
    searchedTo: moment,
  }),
  async handle({ query }, { worker, journal }) {
    const { limit, cursor, from: earliest, to: latest, ...filter } = query;
    const place = cursor === undefined ? undefined : readPlace(cursor);
    const begin = earliest === undefined ? 0 : Date.parse(earliest);
    const end = worker.runtime.clock.now() + CLOCK_SKEW;
    // Nothing has ended in the future: to look for it, window by window, would take for ever.
    const to = Math.min(end, place ? place.at + 1 : latest === undefined ? end : Date.parse(latest));
    const from = Math.max(begin, to - WINDOW);
    const entries = journal.newestFirst(from, to);
    const page = await findLines(entries, filter, { limit, mostSeen: MOST_SEEN }, place);
    const oldest = worker.runtime.clock.now() - JOURNAL_RETENTION;
    const older: Place | undefined = from > Math.max(begin, oldest) ? { at: from - 1, skip: 0 } : undefined;
    const next = page.next ?? older;
    return {
      lines: page.lines.map(({ at, startedAt, ...line }) => ({
        ...line,
        startedAt: momentText(startedAt),
        endedAt: momentText(at),
      })),
      next: next ? placeText(next) : null,
      searchedTo: momentText(page.next ? page.next.at : from),
    };
  },
});
