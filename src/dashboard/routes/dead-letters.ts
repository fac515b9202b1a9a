import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import { type Letter, letterReasons, type Taken } from "../../letters/index.ts";
import type { Desk } from "../desk.ts";
import { route } from "../route.ts";
import { letterView, viewLetter } from "./letter-view.ts";

/** How many letters a page has at most. */
const MOST = 500;

const which = z.strictObject({
  queue: z.string().min(1).optional(),
  task: z.string().min(1).optional(),
  reason: z.enum(letterReasons).optional(),
  ids: z.array(z.string().min(1)).min(1).max(1_000).optional(),
});
const taken = z.object({
  count: z.int(),
  failed: z.array(z.object({ id: z.string(), problem: z.string() })),
  missing: z.array(z.string()),
});

/** The dead letters, which are received and given back to be looked at. */
export const deadLetters = route({
  method: "get",
  path: "/api/dead-letters",
  tag: "dead letters",
  summary: "The messages that were given up on, each with its reason; looking hides them from others for a moment",
  query: z.object({
    queue: z.string().min(1).optional(),
    task: z.string().min(1).optional(),
    reason: z.enum(letterReasons).optional(),
    limit: z.coerce.number().int().min(1).max(MOST).default(100),
  }),
  answer: z.object({ letters: z.array(letterView), more: z.boolean() }),
  async handle({ query: { limit, ...filter } }, desk) {
    const { app } = desk;
    const letters = await app.deadLetters.list(filter, { limit: limit + 1 });
    const isHidden = sensitiveTasks(desk);
    return {
      letters: letters.slice(0, limit).map((letter) => viewLetter(letter, isHidden(letter))),
      more: letters.length > limit,
    };
  },
});

/** Sends dead letters back. */
export const redrive = route({
  method: "post",
  path: "/api/dead-letters/redrive",
  tag: "dead letters",
  summary: "Send dead letters back to their queues: by id, by filter, or all; each task keeps its id",
  body: which.extend({ rate: z.number().positive().optional() }),
  answer: taken,
  async handle({ body: { rate, ...filter } }, { app }) {
    const some = Object.values(filter).some((value) => value !== undefined);
    return viewTaken(await app.deadLetters.redrive(some ? filter : "all", rate === undefined ? {} : { rate }));
  },
});

/** Deletes dead letters. */
export const discard = route({
  method: "post",
  path: "/api/dead-letters/discard",
  tag: "dead letters",
  summary: "Delete dead letters for good, by their ids",
  body: which.required({ ids: true }),
  answer: taken,
  async handle({ body }, { app }) {
    return viewTaken(await app.deadLetters.discard(body));
  },
});

/** Gives a failed task another round of attempts. */
export const retry = route({
  method: "post",
  path: "/api/records/{id}/retry",
  tag: "tasks",
  summary: "Send a failed task's dead letter back to its queue",
  answer: z.object({ id: z.string() }),
  async handle({ path: { id = "" } }, { app }) {
    // As a list: a path may say "all", which by itself stands for every letter.
    const { taken, failed } = await app.deadLetters.redrive([id]);
    const [left] = failed;
    if (left) throw new LovageError("NOT_REDRIVABLE", { messageId: left.letter.messageId });
    if (taken.length === 0) throw new LovageError("LETTER_NOT_FOUND", { id, app: app.name });
    return { id };
  },
});

/** Whose messages are not to be shown: by the tasks themselves, and, where the app is known by its name alone, by their list. */
function sensitiveTasks({ worker, tasks }: Desk): (letter: Letter) => boolean {
  const listed = new Set(tasks().flatMap(({ name, sensitive }) => (sensitive ? [name] : [])));
  return ({ task = "" }) => listed.has(task) || worker.registry.find(task)?.options.sensitive.args !== undefined;
}

function viewTaken({ taken, failed, missing }: Taken) {
  return {
    count: taken.length,
    failed: failed.map(({ letter, problem }) => ({ id: letter.id ?? letter.messageId, problem })),
    missing: [...missing],
  };
}
